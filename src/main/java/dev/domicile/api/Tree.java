package dev.domicile.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer before it is JSON or XML. Names are PascalCase, as every SDK needs them. */
public sealed interface Tree {

  record Text(String value) implements Tree {}

  record Num(long value) implements Tree {}

  record Bool(boolean value) implements Tree {}

  /**
   * A list. In JSON an array. In XML without {@code item} the element of the field's name is
   * repeated; with it one element of the field's name holds an {@code item} element for each.
   */
  record Rows(@Nullable String item, List<? extends Tree> rows) implements Tree {}

  /** Fields in the order they were put. */
  final class Obj implements Tree {
    private final List<Field> fields = new ArrayList<>();

    public Obj put(String name, Tree value) {
      fields.add(new Field(name, value));
      return this;
    }

    public Obj put(String name, String value) {
      return put(name, new Text(value));
    }

    public Obj put(String name, long value) {
      return put(name, new Num(value));
    }

    public Obj put(String name, boolean value) {
      return put(name, new Bool(value));
    }

    public List<Field> fields() {
      return Collections.unmodifiableList(fields);
    }
  }

  record Field(String name, Tree value) {}

  static Obj object() {
    return new Obj();
  }

  static Rows rows(List<? extends Tree> rows) {
    return new Rows(null, rows);
  }

  static Rows rows(String item, List<? extends Tree> rows) {
    return new Rows(item, rows);
  }
}
