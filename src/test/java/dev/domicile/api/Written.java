package dev.domicile.api;

import java.nio.charset.StandardCharsets;

/** Bodies as the gateway writes them, for the goldens of other rooms. */
public final class Written {

  private Written() {}

  public static String json(Tree.Obj body) {
    return write(Format.JSON, "", body);
  }

  public static String xml(String action, Tree.Obj body) {
    return write(Format.XML, action + "Response", body);
  }

  private static String write(Format format, String root, Tree.Obj body) {
    return new String(AnswerWriter.write(format, root, body), StandardCharsets.UTF_8);
  }
}
