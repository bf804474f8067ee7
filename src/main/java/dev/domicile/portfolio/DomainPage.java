package dev.domicile.portfolio;

import dev.domicile.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One page of an account's domains. The order is an index, and a page behind the middle is read
 * from the end: no page of a million walks over more than half of them.
 */
final class DomainPage {

  /**
   * What to list, each part null for all. Times are epoch milliseconds, {@code from} inclusive,
   * {@code to} not.
   */
  record Filter(
      @Nullable String nameContains,
      @Nullable DomainKind kind,
      @Nullable Long registeredFrom,
      @Nullable Long registeredTo,
      @Nullable Long expiresFrom,
      @Nullable Long expiresTo) {

    /** By its kind and dates alone. A date that nobody told, 0, lies in no range. */
    boolean takes(DomainKind of, long registered, long expires) {
      return (kind == null || kind == of)
          && within(registered, registeredFrom, registeredTo)
          && within(expires, expiresFrom, expiresTo);
    }

    private static boolean within(long at, @Nullable Long from, @Nullable Long to) {
      if (from == null && to == null) {
        return true;
      }
      return (from == null ? at > 0 : at >= from) && (to == null || at < to);
    }

    boolean none() {
      return nameContains == null
          && kind == null
          && registeredFrom == null
          && registeredTo == null
          && expiresFrom == null
          && expiresTo == null;
    }
  }

  /** A page, and how many the filter leaves in all. */
  record Found(int total, List<Domain> rows) {}

  enum Key {
    REGISTRATION("coalesce(registration_date, 0)"),
    EXPIRATION("coalesce(expiration_date, 0)");

    private final String column;

    Key(String column) {
      this.column = column;
    }
  }

  private final Domains domains;
  private final Sql sql;
  private final long accountId;
  private final Filter filter;

  DomainPage(Domains domains, Sql sql, long accountId, Filter filter) {
    this.domains = domains;
    this.sql = sql;
    this.accountId = accountId;
    this.filter = filter;
  }

  Found find(Key key, boolean ascending, int offset, int size) {
    int total = total();
    return new Found(total, rows(key, ascending, offset, size, total));
  }

  private int total() {
    if (filter.none()) {
      return Math.toIntExact(domains.count(sql, accountId));
    }
    return Math.toIntExact(
        sql.number("SELECT count(*) AS n FROM domain " + where(), parameters().toArray()));
  }

  private List<Domain> rows(Key key, boolean ascending, int offset, int size, int total) {
    int wanted = Math.min(size, total - offset);
    if (wanted <= 0) {
      return List.of();
    }
    boolean fromTheEnd = offset > total / 2;
    int skipped = fromTheEnd ? total - offset - wanted : offset;
    List<Domain> rows = new ArrayList<>(read(key, ascending != fromTheEnd, skipped, wanted));
    return fromTheEnd ? rows.reversed() : rows;
  }

  /** Names first, from the index alone; whole rows for the page only. */
  private List<Domain> read(Key key, boolean ascending, int offset, int size) {
    String order =
        key.column + (ascending ? " ASC" : " DESC") + ", name" + (ascending ? " ASC" : " DESC");
    List<@Nullable Object> parameters = parameters();
    parameters.add(size);
    parameters.add(offset);
    return sql.rows(
        """
        SELECT name, account_id, instance_id, registration_date, expiration_date FROM domain
        WHERE name IN (SELECT name FROM domain %s ORDER BY %s LIMIT ? OFFSET ?) ORDER BY %s\
        """
            .formatted(where(), order, order),
        Domains::domain,
        parameters.toArray());
  }

  private String where() {
    StringBuilder where = new StringBuilder("WHERE account_id = ?");
    if (filter.nameContains() != null) {
      where.append(" AND name LIKE ? ESCAPE '!'");
    }
    if (filter.kind() instanceof DomainKind kind) {
      where.append(" AND ").append(kind.condition());
    }
    range(where, Key.REGISTRATION, filter.registeredFrom(), filter.registeredTo());
    range(where, Key.EXPIRATION, filter.expiresFrom(), filter.expiresTo());
    return where.toString();
  }

  /** A date that nobody told lies in no range. */
  private static void range(StringBuilder where, Key key, @Nullable Long from, @Nullable Long to) {
    if (from != null) {
      where.append(" AND ").append(key.column).append(" >= ?");
    }
    if (to != null) {
      where.append(" AND ").append(key.column).append(" < ?");
    }
    if (from == null && to != null) {
      where.append(" AND ").append(key.column).append(" > 0");
    }
  }

  private List<@Nullable Object> parameters() {
    List<@Nullable Object> all = new ArrayList<>();
    all.add(accountId);
    if (filter.nameContains() instanceof String part) {
      all.add("%" + escaped(part.toLowerCase(Locale.ROOT)) + "%");
    }
    addPresent(all, filter.registeredFrom());
    addPresent(all, filter.registeredTo());
    addPresent(all, filter.expiresFrom());
    addPresent(all, filter.expiresTo());
    return all;
  }

  private static void addPresent(List<@Nullable Object> all, @Nullable Long value) {
    if (value != null) {
      all.add(value);
    }
  }

  private static String escaped(String part) {
    return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
