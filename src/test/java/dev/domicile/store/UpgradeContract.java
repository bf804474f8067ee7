package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * From every schema that there ever was to the newest: a database is made by the migrations up to
 * one, filled in that one's own columns, and brought up to date.
 */
abstract class UpgradeContract {

  @TempDir Path folder;

  /** A database of its own, brought up to date with these migrations. */
  abstract Database open(String name, List<String> migrations);

  @TestFactory
  List<DynamicTest> everySchemaIsUpgradedAndKeepsWhatItHolds() {
    String fresh;
    try (Database database = open("fresh", Migrations.FILES)) {
      fresh = Filled.schema(database);
    }
    return IntStream.range(1, Migrations.FILES.size())
        .mapToObj(
            n ->
                DynamicTest.dynamicTest(
                    Migrations.FILES.get(n - 1), () -> upgrade("from" + n, upTo(n), fresh)))
        .toList();
  }

  private void upgrade(String name, List<String> migrations, String fresh) {
    Filled filled;
    try (Database old = open(name, migrations)) {
      filled = Filled.of(old);
    }
    try (Database upgraded = open(name, Migrations.FILES)) {
      assertEquals(fresh, Filled.schema(upgraded));
      Map<String, List<String>> before = new LinkedHashMap<>(filled.rows());
      before.remove("task_counter"); // counts are made anew from the steps
      assertEquals(before, filled.rowsNow(upgraded));
    }
  }

  /** What a migration makes of rows that were there. */
  @Test
  void countsAreMadeOfTheStepsAndDomainsThatWereThere() {
    try (Database old = open("counts", upTo(7))) {
      old.run(
          sql -> {
            sql.update(
                """
                INSERT INTO task (account_id, id, task_no, kind, total, client_ip, created_at)
                VALUES (1, 10, 'no', 'k', 502, '', 0)
                """);
            for (int seq = 1; seq <= 502; seq++) {
              sql.update(
                  """
                  INSERT INTO step
                    (task_id, seq, queue, subject, status, reason, note, tries, updated_at)
                  VALUES (10, ?, 'q', ?, ?, '', '', 0, 0)
                  """,
                  seq,
                  "d" + seq,
                  seq == 7 || seq == 502 ? 3 : seq < 400 ? 2 : 0);
            }
            sql.update(
                """
                INSERT INTO domain (name, account_id, instance_id, created_at)
                VALUES ('a.test', 1, 'a', 0), ('b.test', 1, 'b', 0), ('c.test', 2, 'c', 0)
                """);
          });
    }
    try (Database upgraded = open("counts", Migrations.FILES)) {
      assertEquals(
          List.of("500 399 398 1", "2 1 0 1"),
          upgraded.read(
              sql ->
                  sql.rows(
                      "SELECT size, begun, ok, failed FROM task_block ORDER BY block",
                      row ->
                          row.number("size")
                              + " "
                              + row.number("begun")
                              + " "
                              + row.number("ok")
                              + " "
                              + row.number("failed"))));
      assertEquals(
          List.of(7L, 502L),
          upgraded.read(
              sql ->
                  sql.rows(
                      "SELECT seq FROM step WHERE failed = 1 ORDER BY seq",
                      row -> row.number("seq"))));
      assertEquals(
          List.of(2L, 1L),
          upgraded.read(
              sql ->
                  sql.rows(
                      "SELECT n FROM domain_count ORDER BY account_id", row -> row.number("n"))));
    }
  }

  static List<String> upTo(int n) {
    return Migrations.FILES.subList(0, n);
  }
}
