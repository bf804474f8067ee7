package dev.domicile.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Databases for tests. Which one is chosen by the system property {@code domicile.test.database}:
 * sqlite, or postgresql to run the tests of every room on that.
 */
public final class TestDatabases {

  private static final String CHOSEN = "domicile.test.database";

  private TestDatabases() {}

  /** The same folder gives the same database. */
  public static String url(Path folder) {
    return url(folder, "test.db");
  }

  /** The database of this name in the folder. */
  public static String url(Path folder, String name) {
    return switch (System.getProperty(CHOSEN, "sqlite")) {
      case "sqlite" -> "sqlite:" + folder.resolve(name);
      case "postgresql" -> postgres(folder.resolve(name));
      case String other -> throw new IllegalArgumentException(CHOSEN + "=" + other);
    };
  }

  /** Skips a test that looks into the file, where another database is chosen. */
  public static void needsTheFile() {
    Assumptions.assumeTrue(
        System.getProperty(CHOSEN, "sqlite").equals("sqlite"), "it looks into SQLite's file");
  }

  /**
   * On PostgreSQL, whatever is chosen; where there is none the test is skipped, and says why.
   *
   * @param place any path; the same one gives the same database
   */
  public static String postgres(Path place) {
    TestPostgres server = TestPostgres.get();
    if (!server.missing().isEmpty()) {
      System.out.println("skipped: " + server.missing());
      Assumptions.abort(server.missing());
    }
    return server.schema(place.toAbsolutePath().toString());
  }
}
