package dev.domicile.portfolio;

import dev.domicile.seal.Seal;
import dev.domicile.seal.SealedRows;
import dev.domicile.store.Row;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last reading of each domain, sealed: it says whose domain it is. */
public final class Readings {

  private static final String COLUMNS = "SELECT domain, sealed, read_at FROM domain_reading ";

  private final Seal seal;

  public Readings(Seal seal) {
    this.seal = seal;
  }

  public Optional<Reading> latest(Sql sql, DomainName domain) {
    return sql.row(COLUMNS + "WHERE domain = ?", this::reading, domain.ascii());
  }

  /** The same, and nobody changes what is there until the end of the transaction. */
  Map<DomainName, Reading> hold(Sql sql, Collection<DomainName> domains) {
    return latest(sql, COLUMNS + "WHERE domain IN (:keys) " + sql.dialect().forUpdate(), domains);
  }

  /** The same for many domains; those that were never read are left out. */
  Map<DomainName, Reading> latest(Sql sql, Collection<DomainName> domains) {
    return latest(sql, COLUMNS + "WHERE domain IN (:keys)", domains);
  }

  private Map<DomainName, Reading> latest(Sql sql, String text, Collection<DomainName> domains) {
    Map<DomainName, Reading> latest = new HashMap<>();
    sql.rowsForKeys(text, domains.stream().map(DomainName::ascii).toList(), this::reading)
        .forEach(reading -> latest.put(reading.info().name(), reading));
    return latest;
  }

  /**
   * The last reading, if it is young enough to count as known.
   *
   * @param now epoch milliseconds
   */
  public Optional<Reading> fresh(Sql sql, DomainName domain, long now, Duration freshFor) {
    return latest(sql, domain).filter(reading -> isFresh(reading.readAt(), now, freshFor));
  }

  /** The same for many domains; those without a fresh reading are left out. */
  public Map<DomainName, Reading> fresh(
      Sql sql, Collection<DomainName> domains, long now, Duration freshFor) {
    Map<DomainName, Reading> fresh = latest(sql, domains);
    fresh.values().removeIf(reading -> !isFresh(reading.readAt(), now, freshFor));
    return fresh;
  }

  /** Keeps the readings, except where a later one is there already. */
  public void save(Sql sql, Collection<Reading> readings) {
    sql.batch(
        """
        INSERT INTO domain_reading (domain, sealed, read_at) VALUES (?, ?, ?)
        ON CONFLICT (domain) DO UPDATE SET sealed = excluded.sealed, read_at = excluded.read_at
        WHERE excluded.read_at >= domain_reading.read_at\
        """,
        readings.stream().map(this::row).toList());
  }

  /**
   * Keeps what a look outside of any change saw, unless a change stored a reading meanwhile: what
   * was seen may be from before it, and would then pass for what the registry holds now.
   *
   * @param before the reading that was stored when the look began
   */
  public void saveLook(Sql sql, Optional<Reading> before, Reading seen) {
    DomainName name = seen.info().name();
    if (Optional.ofNullable(hold(sql, List.of(name)).get(name)).equals(before)) {
      saveLooks(sql, before.isPresent() ? List.of(name) : List.of(), List.of(seen));
    }
  }

  /**
   * Keeps what was seen outside of any change, of names whose readings are held.
   *
   * @param held those of the names of which there is one; where another has none and gets one
   *     meanwhile, that one stays
   */
  void saveLooks(Sql sql, Collection<DomainName> held, Collection<Reading> seen) {
    Map<Boolean, List<Reading>> byHeld =
        seen.stream().collect(Collectors.partitioningBy(look -> held.contains(look.info().name())));
    save(sql, byHeld.getOrDefault(true, List.of()));
    sql.batch(
        """
        INSERT INTO domain_reading (domain, sealed, read_at) VALUES (?, ?, ?)
        ON CONFLICT (domain) DO NOTHING\
        """,
        byHeld.getOrDefault(false, List.of()).stream().map(this::row).toList());
  }

  /** After this the domain is read anew before it is changed. */
  public void forget(Sql sql, DomainName domain) {
    sql.update("DELETE FROM domain_reading WHERE domain = ?", domain.ascii());
  }

  /** The same for many domains. */
  void forget(Sql sql, Collection<DomainName> domains) {
    sql.batch(
        "DELETE FROM domain_reading WHERE domain = ?",
        domains.stream().map(name -> new Object[] {name.ascii()}).toList());
  }

  /** None counts as known any more; what they say is kept, to be compared with. */
  public static void outdate(Sql sql) {
    sql.update("UPDATE domain_reading SET read_at = 0");
  }

  /** One from before {@link #outdate}, where none was taken since. */
  public Optional<Reading> outdated(Sql sql, DomainName domain) {
    return latest(sql, domain).filter(reading -> reading.readAt() == 0);
  }

  /** Seals a reading for a table of another room. */
  public byte[] seal(Reading reading, String context) {
    return seal.seal(DomainInfoJson.write(reading.info()), context);
  }

  public Reading open(byte[] sealed, long readAt, String context) {
    return new Reading(DomainInfoJson.read(seal.openText(sealed, context)), readAt);
  }

  /** A reading from the future is as wrong as an old one: a clock was moved. */
  private static boolean isFresh(long readAt, long now, Duration freshFor) {
    return Math.abs(now - readAt) < freshFor.toMillis();
  }

  private Object[] row(Reading reading) {
    String domain = reading.info().name().ascii();
    byte[] sealed = seal.seal(DomainInfoJson.write(reading.info()), context(domain));
    return new Object[] {domain, sealed, reading.readAt()};
  }

  private Reading reading(Row row) {
    String json = seal.openText(row.bytes("sealed"), context(row.text("domain")));
    return new Reading(DomainInfoJson.read(json), row.number("read_at"));
  }

  /** The table of this room that holds sealed values. */
  public static SealedRows sealedRows() {
    return new SealedRows(
        "domain_reading",
        List.of("domain"),
        "sealed",
        row -> new Object[] {row.text("domain")},
        row -> context(row.text("domain")));
  }

  private static String context(String domain) {
    return "domain_reading " + domain;
  }
}
