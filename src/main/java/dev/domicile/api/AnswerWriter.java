package dev.domicile.api;

import dev.domicile.wire.JsonWriter;
import dev.domicile.wire.XmlWriter;

/** Writes answers as the SDKs read them: the same tree as JSON or as XML. */
final class AnswerWriter {

  private AnswerWriter() {}

  /**
   * @param root the name of the XML document's element; JSON has none
   */
  static byte[] write(Format format, String root, Tree.Obj answer) {
    return switch (format) {
      case JSON -> {
        JsonWriter out = new JsonWriter();
        json(answer, out);
        yield out.toBytes();
      }
      case XML -> {
        XmlWriter out = new XmlWriter().declaration();
        xml(root, answer, out);
        yield out.toBytes();
      }
    };
  }

  private static void json(Tree tree, JsonWriter out) {
    switch (tree) {
      case Tree.Text(String value) -> out.text(value);
      case Tree.Num(long value) -> out.number(value);
      case Tree.Bool(boolean value) -> out.bool(value);
      case Tree.Rows rows -> {
        out.startArray();
        rows.rows().forEach(row -> json(row, out));
        out.end();
      }
      case Tree.Obj object -> {
        out.startObject();
        object.fields().forEach(field -> json(field.value(), out.name(field.name())));
        out.end();
      }
    }
  }

  private static void xml(String name, Tree tree, XmlWriter out) {
    switch (tree) {
      case Tree.Text(String value) -> out.element(name, value);
      case Tree.Num(long value) -> out.element(name, Long.toString(value));
      case Tree.Bool(boolean value) -> out.element(name, Boolean.toString(value));
      case Tree.Rows rows -> rows(name, rows, out);
      case Tree.Obj object -> {
        out.start(name);
        object.fields().forEach(field -> xml(field.name(), field.value(), out));
        out.end();
      }
    }
  }

  private static void rows(String name, Tree.Rows rows, XmlWriter out) {
    String item = rows.item();
    if (item == null) {
      rows.rows().forEach(row -> xml(name, row, out));
      return;
    }
    out.start(name);
    rows.rows().forEach(row -> xml(item, row, out));
    out.end();
  }
}
