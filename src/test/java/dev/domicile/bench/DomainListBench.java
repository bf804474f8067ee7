package dev.domicile.bench;

import dev.domicile.account.Caller;
import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Lang;
import dev.domicile.api.Parameters;
import dev.domicile.api.Version;
import dev.domicile.portfolio.DomainList;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.NamesInMemory;
import dev.domicile.store.Database;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * QueryDomainList in an account of a million domains: the operation on each database, without HTTP.
 */
final class DomainListBench implements Measurement {

  private static final Caller OWNER = new Caller(1, "bench", "bench");
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int SIZE = 100;

  /** Milliseconds that 99 of 100 lists may take. */
  private static final double MOST = 50;

  private final Random random = new Random(3);
  private final InstantSource clock = InstantSource.system();

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    Path folder = lab.fresh("domains");
    List<Figure> figures = new ArrayList<>();
    figures.addAll(measure(lab, "SQLite", "sqlite:" + folder.resolve("bench.db")));
    figures.addAll(measure(lab, "PostgreSQL", TestDatabases.postgres(folder.resolve("server"))));
    return figures;
  }

  private List<Figure> measure(Lab lab, String where, String url) throws Exception {
    int domains = lab.scale().of(1_000_000, 20_000);
    int samples = lab.scale().of(300, 30);
    List<Figure> figures = new ArrayList<>();
    Domains held = new Domains(random);
    try (Database database = Database.open(url);
        NamesInMemory names = new NamesInMemory(database, held, domains, System::nanoTime)) {
      fill(database, domains);
      DomainList list =
          new DomainList(database, held, names, new ApiTime(ZoneId.of("Asia/Shanghai")), clock);
      lab.say("domains, names read into memory: " + readIntoMemory(list));
      for (var each : cases(domains).entrySet()) {
        String name = where + ": " + each.getKey();
        figures.add(measure(lab, list, name, each.getValue(), samples));
      }
    }
    return figures;
  }

  private void fill(Database database, int domains) {
    long now = clock.millis();
    for (int from = 0; from < domains; from += 50_000) {
      List<Object[]> rows = new ArrayList<>();
      for (int i = from; i < Math.min(domains, from + 50_000); i++) {
        long registered = now - random.nextLong(3650) * DAY - random.nextLong(DAY);
        long expires = registered + (1 + random.nextInt(11)) * 365 * DAY;
        String name = Integer.toString((int) (i * 7919L % 1_000_003), 36) + "-" + i + ".test";
        rows.add(new Object[] {name, "S" + i, registered, expires, now});
      }
      database.run(
          sql ->
              sql.batch(
                  """
                  INSERT INTO domain (name, account_id, instance_id, registration_date,
                    expiration_date, created_at) VALUES (?, 1, ?, ?, ?, ?)\
                  """,
                  rows));
    }
    database.run(
        sql -> sql.update("INSERT INTO domain_count (account_id, n) VALUES (1, ?)", domains));
  }

  private Map<String, Supplier<Map<String, String>>> cases(int domains) {
    Map<String, Supplier<Map<String, String>>> cases = new java.util.LinkedHashMap<>();
    cases.put("the first page", () -> page(1));
    cases.put("any page", () -> page(anyPage(domains)));
    cases.put(
        "any page, by expiration ascending",
        () -> with(page(anyPage(domains)), "OrderKeyType", "ExpirationDate", "OrderByType", "ASC"));
    cases.put(
        "any month of expirations",
        () -> {
          long from = clock.millis() - random.nextLong(3650) * DAY;
          return with(
              page(1),
              "StartExpirationDate",
              "" + from,
              "EndExpirationDate",
              "" + (from + 30 * DAY));
        });
    cases.put(
        "half of the registrations, any page of them",
        () ->
            with(
                page(1 + random.nextInt(Math.max(1, domains / SIZE / 3))),
                "StartRegistrationDate",
                "" + (clock.millis() - 1825 * DAY)));
    cases.put("to be renewed", () -> with(page(1), "QueryType", "1"));
    cases.put(
        "names that contain a text",
        () -> with(page(1), "DomainName", Integer.toString(1_000 + random.nextInt(30_000), 36)));
    cases.put(
        "names that contain a digit, any page of them",
        () -> with(page(1 + random.nextInt(Math.max(1, domains / SIZE / 2))), "DomainName", "7"));
    cases.put(
        "names that end in .test, any page by expiration",
        () ->
            with(page(anyPage(domains)), "DomainName", ".test", "OrderKeyType", "ExpirationDate"));
    return cases;
  }

  /** The first search has them read; until then the database answers. */
  private String readIntoMemory(DomainList list) {
    long began = System.nanoTime();
    double took;
    do {
      took = millis(list, with(page(1), "DomainName", "0-0"));
    } while (took > 30 && System.nanoTime() - began < Duration.ofSeconds(60).toNanos());
    return Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms";
  }

  private static double millis(DomainList list, Map<String, String> in) {
    Call call =
        new Call(OWNER, Version.V2018_01_29, new Parameters(in), Lang.EN, "BENCH", "127.0.0.1");
    long began = System.nanoTime();
    Answer answer = list.run(call);
    double took = (System.nanoTime() - began) / 1e6;
    if (!(answer instanceof Answer.Ok)) {
      throw new IllegalStateException("refused: " + in);
    }
    return took;
  }

  private int anyPage(int domains) {
    return 1 + random.nextInt(domains / SIZE);
  }

  private static Map<String, String> page(int number) {
    return new HashMap<>(Map.of("PageNum", "" + number, "PageSize", "" + SIZE));
  }

  private static Map<String, String> with(Map<String, String> in, String... more) {
    for (int i = 0; i < more.length; i += 2) {
      in.put(more[i], more[i + 1]);
    }
    return in;
  }

  private static Figure measure(
      Lab lab, DomainList list, String name, Supplier<Map<String, String>> in, int samples) {
    List<Double> millis = new ArrayList<>();
    for (int i = -samples / 10; i < samples; i++) {
      double took = millis(list, in.get());
      if (i >= 0) {
        millis.add(took);
      }
    }
    Collections.sort(millis);
    String told =
        "median %s ms, p99 %s ms of %d"
            .formatted(
                Samples.number(millis.get(samples / 2), 1),
                Samples.number(millis.get(samples * 99 / 100), 1),
                samples);
    lab.say("domains, " + name + ": " + told);
    return Figure.of(name, told, "p99 under 50 ms", millis.get(samples * 99 / 100) < MOST);
  }
}
