package dev.domicile.bench;

import dev.domicile.store.Database;
import dev.domicile.store.TestDatabases;
import java.nio.file.Path;
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
    int steps = lab.scale().of(100_000, 10_000);
    int rounds = lab.scale().of(7, 2);
    Path folder = lab.fresh("engine");
    String url = TestDatabases.postgres(folder.resolve("empty"));
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
        double ofOther = scheduler.stepsPerSecond(steps / 2);
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
}
