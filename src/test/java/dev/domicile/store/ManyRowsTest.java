package dev.domicile.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManyRowsTest {

  @Test
  void aRowOfValuesBecomesManyAndAllElseStays() {
    assertEquals(
        "INSERT INTO a (b, c) VALUES (?, 0), (?, 0), (?, 0) ON CONFLICT (b) DO NOTHING",
        ManyRows.of("INSERT INTO a (b, c) VALUES (?, 0) ON CONFLICT (b) DO NOTHING", 3));
    assertArrayEquals(
        new Object[] {1, null, 2, "x"},
        ManyRows.parameters(List.of(new Object[] {1, null}, new Object[] {2, "x"})));
  }

  @Test
  void aStatementWithoutARowOfValuesIsABug() {
    assertThrows(IllegalArgumentException.class, () -> ManyRows.of("INSERT INTO a SELECT 1", 2));
  }
}
