package dev.domicile.bench;

import dev.domicile.store.Database;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine without a registry, on both databases, and db-scheduler on the same PostgreSQL, in
 * turn; then the engine on a PostgreSQL that holds many finished steps and on one that holds none.
 */
final class EngineBench implements Measurement {

  private static final double SQLITE = 5_000;
  private static final double POSTGRES = 15_000;
  private static final double TIMES = 3;
  private static final double SHARE = 0.8;

  @Override
  public List<Figure> measure(Lab lab) throws Exception {
    List<Figure> figures = new ArrayList<>(besideScheduler(lab));
    figures.addAll(withManyFinished(lab));
    return figures;
  }

  private static List<Figure> besideScheduler(Lab lab) throws Exception {
    int steps = lab.scale().of(100_000, 10_000);
    int rounds = lab.scale().of(7, 2);
    Path folder = lab.fresh("engine");
    String url = TestDatabases.postgres(folder.resolve("server"));
    Samples sqlite = new Samples();
    Samples postgres = new Samples();
    Samples other = new Samples();
    try (Database file = Database.open("sqlite:" + folder.resolve("bench.db"));
        Database server = Database.open(url);
        SchedulerRun scheduler = new SchedulerRun(url)) {
      EngineRun onFile = new EngineRun(file);
      EngineRun onServer = new EngineRun(server);
      for (int round = -1; round < rounds; round++) {
        double ofFile = onFile.stepsPerSecond(steps);
        double ofServer = onServer.stepsPerSecond(steps);
        double ofOther = scheduler.stepsPerSecond(steps);
        lab.say(
            "engine: SQLite %.0f/s, PostgreSQL %.0f/s, db-scheduler %.0f/s"
                .formatted(ofFile, ofServer, ofOther));
        if (round >= 0) {
          sqlite.add(ofFile);
          postgres.add(ofServer);
          other.add(ofOther);
        }
      }
    }
    double times = postgres.median() / other.median();
    return List.of(
        Figure.of(
            "empty steps, SQLite",
            sqlite.text("steps/s", 0),
            "at least 5,000/s",
            sqlite.median() >= SQLITE),
        Figure.of(
            "empty steps, PostgreSQL",
            postgres.text("steps/s", 0),
            "at least 15,000/s",
            postgres.median() >= POSTGRES),
        Figure.of("db-scheduler 16, empty executions, PostgreSQL", other.text("executions/s", 0)),
        Figure.of(
            "PostgreSQL / db-scheduler",
            Samples.number(times, 2) + " times",
            "at least 3 times",
            times >= TIMES));
  }

  private static List<Figure> withManyFinished(Lab lab) throws Exception {
    int finished = Integer.getInteger("bench.finished", lab.scale().of(10_000_000, 200_000));
    Path folder = lab.fresh("finished");
    List<Figure> figures = new ArrayList<>();
    figures.add(
        withManyFinished(
            lab,
            "SQLite",
            finished,
            "sqlite:" + folder.resolve("few.db"),
            "sqlite:" + folder.resolve("many.db")));
    figures.add(
        withManyFinished(
            lab,
            "PostgreSQL",
            finished,
            TestDatabases.postgres(folder.resolve("few")),
            TestDatabases.postgres(folder.resolve("many"))));
    return figures;
  }

  private static Figure withManyFinished(
      Lab lab, String name, int finished, String fewUrl, String manyUrl) throws Exception {
    int steps = lab.scale().of(100_000, 10_000);
    int rounds = lab.scale().of(5, 2);
    Samples without = new Samples();
    Samples with = new Samples();
    try (Database few = Database.open(fewUrl);
        Database many = Database.open(manyUrl)) {
      FinishedSteps.fill(many, manyUrl, finished);
      lab.say("engine: " + finished + " finished steps are in " + name);
      EngineRun onFew = new EngineRun(few);
      EngineRun onMany = new EngineRun(many);
      for (int round = -1; round < rounds; round++) {
        double ofFew = onFew.stepsPerSecond(steps);
        double ofMany = onMany.stepsPerSecond(steps);
        lab.say("engine: %s, none %.0f/s, many %.0f/s".formatted(name, ofFew, ofMany));
        if (round >= 0) {
          without.add(ofFew);
          with.add(ofMany);
        }
      }
    }
    double share = with.median() / without.median();
    return Figure.of(
        "empty steps, " + name + ", beside many finished ones",
        "%s of the rate beside none: %s with %s finished, %s"
            .formatted(
                Samples.number(share, 2),
                with.text("steps/s", 0),
                Samples.number(finished, 0),
                without.text("steps/s without", 0)),
        "at least 0.80",
        share >= SHARE);
  }
}
