package dev.domicile.portfolio;

import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The domains held, by name. A name has one holder over all accounts. */
public final class Domains {

  private static final String COLUMNS =
      "SELECT name, account_id, instance_id, registration_date, expiration_date FROM domain ";

  private final RandomGenerator random;

  public Domains(RandomGenerator random) {
    this.random = random;
  }

  /**
   * @param version grows with every change of what the account holds or of its dates
   */
  record Holdings(long count, long version) {}

  /** Those of the names that the account holds. */
  public Set<DomainName> holdings(Sql sql, long accountId, Collection<DomainName> names) {
    return new HashSet<>(
        sql.rowsForKeys(
            "SELECT name FROM domain WHERE account_id = ? AND name IN (:keys)",
            keys(names),
            row -> new DomainName(row.text("name")),
            accountId));
  }

  public Optional<Domain> find(Sql sql, DomainName name) {
    return sql.row(COLUMNS + "WHERE name = ?", Domains::domain, name.ascii());
  }

  public Optional<Domain> findByInstanceId(Sql sql, String instanceId) {
    return findByInstanceId(sql, List.of(instanceId)).stream().findFirst();
  }

  /** Names that no account holds are left out. */
  public Map<DomainName, String> instanceIdsOf(Sql sql, Collection<DomainName> names) {
    Map<DomainName, String> found = new HashMap<>();
    sql.rowsForKeys(
            "SELECT name, instance_id FROM domain WHERE name IN (:keys)",
            keys(names),
            row -> Map.entry(new DomainName(row.text("name")), row.text("instance_id")))
        .forEach(one -> found.put(one.getKey(), one.getValue()));
    return found;
  }

  /**
   * Kept beside the domains: counting a million rows would cost more than the page that shows some.
   */
  public long count(Sql sql, long accountId) {
    return holdings(sql, accountId).count();
  }

  Holdings holdings(Sql sql, long accountId) {
    return sql.row(
            "SELECT n, version FROM domain_count WHERE account_id = ?",
            row -> new Holdings(row.number("n"), row.number("version")),
            accountId)
        .orElse(new Holdings(0, 0));
  }

  /** The account's next domains in the order of registration, then of name; no date counts as 0. */
  List<Domain> registeredAfter(Sql sql, long accountId, long registered, String name, int most) {
    return sql.rows(
        COLUMNS
            + """
            WHERE account_id = ? AND (coalesce(registration_date, 0), name) > (?, ?)
            ORDER BY coalesce(registration_date, 0), name LIMIT ?\
            """,
        Domains::domain,
        accountId,
        registered,
        name,
        most);
  }

  /**
   * Puts names into the account that nobody holds yet.
   *
   * @param now epoch milliseconds
   * @return how many were new
   */
  public int hold(Sql sql, long accountId, Collection<DomainName> names, long now) {
    int added = 0;
    List<Domain> domains =
        names.stream().map(name -> new Domain(name, accountId, newId(now), null, null)).toList();
    for (boolean isNew : insert(sql, domains, now)) {
      added += isNew ? 1 : 0;
    }
    return added;
  }

  String newId(long now) {
    return InstanceIds.make(now, random);
  }

  /** Of each, whether it was put in: false where the name or the InstanceId is held already. */
  boolean[] insert(Sql sql, List<Domain> domains, long now) {
    int[] changed =
        sql.batch(
            """
            INSERT INTO domain
              (name, account_id, instance_id, registration_date, expiration_date, created_at)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
            """,
            domains.stream()
                .map(
                    d ->
                        new Object[] {
                          d.name().ascii(),
                          d.accountId(),
                          d.instanceId(),
                          d.registrationDate(),
                          d.expirationDate(),
                          now
                        })
                .toList());
    boolean[] added = new boolean[changed.length];
    Map<Long, Integer> counts = new TreeMap<>(); // rows are locked in one order
    for (int i = 0; i < changed.length; i++) {
      added[i] = changed[i] == 1;
      counts.merge(domains.get(i).accountId(), changed[i], Integer::sum);
    }
    counts.forEach((accountId, more) -> count(sql, accountId, more));
    return added;
  }

  private static void count(Sql sql, long accountId, int more) {
    sql.update(
        """
        INSERT INTO domain_count (account_id, n, version) VALUES (?, ?, 1)
        ON CONFLICT (account_id) DO UPDATE
        SET n = domain_count.n + excluded.n, version = domain_count.version + 1
        """,
        accountId,
        more);
  }

  void remove(Sql sql, long accountId, List<String> names) {
    int[] removed =
        sql.batch(
            "DELETE FROM domain WHERE name = ? AND account_id = ?",
            names.stream().map(name -> new Object[] {name, accountId}).toList());
    count(sql, accountId, -Arrays.stream(removed).sum());
  }

  /** Those of the names that {@code from} holds are {@code to}'s afterwards. */
  void move(Sql sql, long from, long to, List<String> names) {
    int[] moved =
        sql.batch(
            "UPDATE domain SET account_id = ? WHERE name = ? AND account_id = ?",
            names.stream().map(name -> new Object[] {to, name, from}).toList());
    int n = Arrays.stream(moved).sum();
    count(sql, from, -n);
    count(sql, to, n);
  }

  /** The next names of all accounts behind {@code after}, in their order. */
  List<DomainName> namesAfter(Sql sql, String after, int most) {
    return sql.rows(
        "SELECT name FROM domain WHERE name > ? ORDER BY name LIMIT ?",
        row -> new DomainName(row.text("name")),
        after,
        most);
  }

  void setDates(Sql sql, List<Domain> domains) {
    domains.stream().map(Domain::accountId).distinct().sorted().forEach(id -> count(sql, id, 0));
    sql.batch(
        """
        UPDATE domain SET registration_date = ?, expiration_date = ?
        WHERE name = ? AND account_id = ?\
        """,
        domains.stream()
            .map(
                d ->
                    new Object[] {
                      d.registrationDate(), d.expirationDate(), d.name().ascii(), d.accountId()
                    })
            .toList());
  }

  List<Domain> find(Sql sql, Collection<DomainName> names) {
    return sql.rowsForKeys(COLUMNS + "WHERE name IN (:keys)", keys(names), Domains::domain);
  }

  /** In the order of the names; those that no account holds are left out. */
  List<Domain> inOrder(Sql sql, List<String> names) {
    Map<String, Domain> found = new HashMap<>();
    sql.rowsForKeys(COLUMNS + "WHERE name IN (:keys)", names, Domains::domain)
        .forEach(domain -> found.put(domain.name().ascii(), domain));
    return names.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  List<Domain> findByInstanceId(Sql sql, List<String> instanceIds) {
    return sql.rowsForKeys(COLUMNS + "WHERE instance_id IN (:keys)", instanceIds, Domains::domain);
  }

  private static List<String> keys(Collection<DomainName> names) {
    List<String> keys = new ArrayList<>(names.size());
    names.forEach(name -> keys.add(name.ascii()));
    return keys;
  }

  static Domain domain(Row row) {
    return new Domain(
        new DomainName(row.text("name")),
        row.number("account_id"),
        row.text("instance_id"),
        row.optionalNumber("registration_date"),
        row.optionalNumber("expiration_date"));
  }
}
