package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a start on PostgreSQL, and that processes may start together. */
class PostgresStartTest {

  @TempDir Path folder;
  private String url;

  @BeforeEach
  void needsAServer() {
    url = TestDatabases.postgres(folder);
  }

  @Test
  void aServerThatMayLoseWhatItHasConfirmedIsRefusedUnlessForced() {
    String careless = url + "&options=-c%20synchronous_commit=off";
    String refused = refused(careless);
    assertTrue(refused.contains("synchronous_commit = off"), refused);
    assertTrue(refused.contains("force=true"), refused);
    Database.open(careless + "&force=true").close();
  }

  @Test
  void aDatabaseThatIsNotThereIsNamedWithTheCommandThatMakesIt() {
    String refused = refused(other("nowhere_at_all"));
    assertTrue(refused.contains("CREATE DATABASE nowhere_at_all"), refused);
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String refused = refused("postgresql://u:secret@127.0.0.1:" + port + "/name");
    assertTrue(refused.contains("127.0.0.1:" + port), refused);
    assertTrue(refused.contains("cannot be reached"), refused);
    assertFalse(refused.contains("secret"), refused);
  }

  @Test
  void aHostThatNobodyKnowsIsNamed() {
    String refused = refused("postgresql://u:secret@no-such-host.invalid/name");
    assertTrue(refused.contains("no-such-host.invalid"), refused);
  }

  @Test
  void aUserWhomTheServerDoesNotKnowIsNamedAndThePasswordIsNot() {
    PostgresUrl parsed = PostgresUrl.parse(url);
    String refused =
        refused("postgresql://nobody_here:secret@" + parsed.hosts() + "/" + parsed.name());
    assertTrue(refused.contains("refuses user nobody_here"), refused);
    assertFalse(refused.contains("secret"), refused);
  }

  @Test
  void aUserWhoMayNotMakeTablesIsToldWhatToDo() {
    String role = "reader_" + Long.toHexString(System.nanoTime());
    TestPostgres.get().execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'");
    try {
      PostgresUrl parsed = PostgresUrl.parse(url);
      String schema = parsed.options().getProperty("currentSchema");
      TestPostgres.get().execute("GRANT USAGE ON SCHEMA " + schema + " TO " + role);
      String refused =
          refused(
              "postgresql://"
                  + role
                  + ":secret@"
                  + parsed.hosts()
                  + "/"
                  + parsed.name()
                  + "?currentSchema="
                  + schema);
      assertTrue(refused.contains("owner of the database"), refused);
      TestPostgres.get().execute("REVOKE ALL ON SCHEMA " + schema + " FROM " + role);
    } finally {
      TestPostgres.get().execute("DROP ROLE " + role);
    }
  }

  @Test
  void aSchemaThatIsNotThereIsToldOf() {
    String refused = refused(url.replaceFirst("currentSchema=.*", "currentSchema=not_there"));
    assertTrue(refused.contains("currentSchema"), refused);
  }

  @Test
  void anEncodingThatCannotHoldAllNamesIsRefused() {
    String name = "latin_" + Long.toHexString(System.nanoTime());
    TestPostgres.get()
        .execute("CREATE DATABASE " + name + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    try {
      String refused = refused(other(name));
      assertTrue(refused.contains("its encoding is LATIN1"), refused);
    } finally {
      TestPostgres.get().execute("DROP DATABASE " + name);
    }
  }

  @Test
  void processesThatStartTogetherBringTheSchemaUpToDateOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> starts =
          Stream.<Callable<Long>>generate(() -> this::versionsAfterAStart).limit(4).toList();
      for (Future<Long> start : threads.invokeAll(starts)) {
        assertEquals(versionsAfterAStart(), start.get());
      }
    }
  }

  private long versionsAfterAStart() {
    try (Database database = Database.open(url + "&connections=2")) {
      return database.read(sql -> sql.number("SELECT count(*) AS n FROM schema_version"));
    }
  }

  private String other(String name) {
    PostgresUrl parsed = PostgresUrl.parse(url);
    String user = parsed.user().isEmpty() ? "" : parsed.user() + ":" + parsed.password() + "@";
    return "postgresql://" + user + parsed.hosts() + "/" + name;
  }

  private static String refused(String url) {
    String message = assertThrows(StartRefused.class, () -> Database.open(url)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }
}
