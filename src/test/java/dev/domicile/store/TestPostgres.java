package dev.domicile.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The PostgreSQL of a test run: the one that the environment's DOMICILE_TEST_PG names
 * (postgresql://user:password@host:port/name, whose user may make schemas), else one that is
 * started from its binaries and ends with the run. Each test has a schema of its own.
 */
final class TestPostgres {

  private static final String NAMED = "DOMICILE_TEST_PG";

  /** Started once, where a test first asks: it takes seconds. */
  private static final class Started {
    static final TestPostgres ONE = new TestPostgres();
  }

  private Optional<String> url = Optional.empty();
  private String reason = "";
  private final Set<String> schemas = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, String> urls = new ConcurrentHashMap<>();

  private TestPostgres() {
    String named = System.getenv(NAMED);
    try {
      url = Optional.of(named == null || named.isEmpty() ? embedded() : named);
      Runtime.getRuntime().addShutdownHook(new Thread(this::dropSchemas));
    } catch (IOException | RuntimeException e) {
      reason =
          "no PostgreSQL could be started here (" + e.getMessage() + "); name one with " + NAMED;
    }
  }

  static TestPostgres get() {
    return Started.ONE;
  }

  /** Why there is none, empty where there is one. */
  String missing() {
    return reason;
  }

  /** The same name gives the same schema for as long as the run lasts. */
  String schema(String name) {
    return urls.computeIfAbsent(name, unknown -> make(unknown));
  }

  private String make(String name) {
    String base = url.orElseThrow();
    String schema = "t" + ProcessHandle.current().pid() + "_" + urls.size() + "_" + random(name);
    execute("CREATE SCHEMA " + schema);
    schemas.add(schema);
    return base + (base.contains("?") ? "&" : "?") + "currentSchema=" + schema;
  }

  private static String random(String name) {
    return Integer.toHexString((name + System.nanoTime()).hashCode());
  }

  /** A statement of its own, as the user of the URL. */
  void execute(String statement) {
    PostgresUrl parsed = PostgresUrl.parse(url.orElseThrow());
    PostgresServer server = new PostgresServer(parsed);
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.properties(60));
        Statement one = connection.createStatement()) {
      one.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  String url() {
    return url.orElseThrow();
  }

  private void dropSchemas() {
    schemas.forEach(schema -> execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE"));
    embedded.ifPresent(TestPostgres::stop);
  }

  private Optional<EmbeddedPostgres> embedded = Optional.empty();

  private String embedded() throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofSeconds(60))
            .setRegisterShutdownHook(false)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
    embedded = Optional.of(server);
    return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres";
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException("the PostgreSQL of the tests did not stop", e);
    }
  }
}
