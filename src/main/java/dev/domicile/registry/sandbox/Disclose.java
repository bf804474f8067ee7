package dev.domicile.registry.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The disclose element (RFC 5733 section 2.9) as one line: the flag, then {@code name/int}, {@code
 * voice} and so on. The registry keeps and shows it; nothing follows from it here.
 */
final class Disclose {

  private Disclose() {}

  static @Nullable String read(Form form, @Nullable Element disclose) {
    if (disclose == null) {
      return null;
    }
    String flag = disclose.attribute("flag");
    if (flag == null) {
      form.wrong(ResultCode.MISSING, "disclose: flag");
      return null;
    }
    StringBuilder line =
        new StringBuilder(
            switch (flag) {
              case "1", "true" -> "1";
              case "0", "false" -> "0";
              default -> {
                form.wrong(ResultCode.RANGE, "disclose: flag");
                yield "0";
              }
            });
    Form items = form.within(disclose);
    for (String name : List.of("name", "org", "addr")) {
      for (Element item : items.all(name, 2)) {
        String type = item.attribute("type");
        if (!"int".equals(type) && !"loc".equals(type)) {
          form.wrong(ResultCode.RANGE, "disclose: type");
        }
        line.append(' ').append(name).append('/').append(type);
      }
    }
    for (String name : List.of("voice", "fax", "email")) {
      if (items.maybe(name) != null) {
        line.append(' ').append(name);
      }
    }
    items.end();
    return line.toString();
  }

  static void write(EppWriter out, @Nullable String line) {
    if (line == null) {
      return;
    }
    String[] words = line.split(" ");
    out.start("contact:disclose").attribute("flag", words[0]);
    for (int i = 1; i < words.length; i++) {
      int slash = words[i].indexOf('/');
      if (slash < 0) {
        out.empty("contact:" + words[i]);
      } else {
        out.start("contact:" + words[i].substring(0, slash))
            .attribute("type", words[i].substring(slash + 1))
            .end();
      }
    }
    out.end();
  }
}
