package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PostgresUrlTest {

  @Test
  void everyPartIsDecodedAndOptionsGoToTheDriver() {
    PostgresUrl url =
        PostgresUrl.parse(
            "postgresql://do%40main:p%2Fw%3A+%25@[::1]:5433,other:5432/my%20data"
                + "?sslmode=verify-full&sslrootcert=/etc/a%26b.pem&connections=4&force=true");
    assertEquals("do@main", url.user());
    assertEquals("p/w:+%", url.password());
    assertEquals("[::1]:5433,other:5432", url.hosts());
    assertEquals("my data", url.name());
    assertEquals(Map.of("sslmode", "verify-full", "sslrootcert", "/etc/a&b.pem"), url.options());
    assertEquals(4, url.connections());
    assertTrue(url.force());
    assertEquals("postgresql://[::1]:5433,other:5432/my data", url.toString());
    assertEquals(
        "jdbc:postgresql://[::1]:5433,other:5432/my%20data", new PostgresServer(url).jdbcUrl());
  }

  @Test
  void whatIsLeftOutHasADefault() {
    PostgresUrl url = PostgresUrl.parse("postgresql://db.example/domicile");
    assertEquals("", url.user());
    assertEquals("", url.password());
    assertEquals(16, url.connections());
    assertFalse(url.force());
    assertEquals("10", new PostgresServer(url).properties(60).getProperty("connectTimeout"));
  }

  @Test
  void whatTheUrlSaysGoesBeforeTheDefaults() {
    PostgresServer server =
        new PostgresServer(PostgresUrl.parse("postgresql://u:p@h/n?socketTimeout=5"));
    assertEquals("5", server.properties(60).getProperty("socketTimeout"));
    assertEquals("p", server.properties(60).getProperty("password"));
  }

  @TestFactory
  Stream<DynamicTest> refusesInOneLineThatShowsNoPassword() {
    return Stream.of(
            "postgresql://u:secret@h",
            "postgresql://u:secret@/name",
            "postgresql://u:se/cret@h/name",
            "postgresql://u:secret%zz@h/name",
            "postgresql://u:secret@h/name?sslmod=require",
            "postgresql://u:secret@h/name?reWriteBatchedInserts=true",
            "postgresql://u:secret@h/name?connections=1",
            "postgresql://u:secret@h/name?connections=many",
            "postgresql://u:secret@h/name?force=yes")
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text,
                    () -> {
                      StartRefused refused =
                          assertThrows(StartRefused.class, () -> PostgresUrl.parse(text));
                      assertTrue(refused.getMessage().startsWith("database: "));
                      assertFalse(refused.getMessage().contains("cret"), refused.getMessage());
                      assertEquals(1, refused.getMessage().lines().count());
                    }));
  }
}
