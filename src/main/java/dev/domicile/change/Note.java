package dev.domicile.change;

import dev.domicile.api.Lang;
import java.util.List;

/**
 * What stands behind a reason in one case: the registry's words, a name, a time. Kept in English,
 * as registries write; what this service puts around it is told in the reader's language.
 */
final class Note {

  private static final List<Note> KNOWN =
      List.of(
          new Note("registry: ", "注册局：", ""),
          new Note("sponsored by ", "所属注册商 ", ""),
          new Note("since ", "自 ", " 起"),
          new Note("made: ", "转写：", ""));

  private final String begin;
  private final String beginZh;
  private final String endZh;

  private Note(String begin, String beginZh, String endZh) {
    this.begin = begin;
    this.beginZh = beginZh;
    this.endZh = endZh;
  }

  static String text(String note, Lang lang) {
    if (lang == Lang.EN) {
      return note;
    }
    for (Note known : KNOWN) {
      if (note.startsWith(known.begin)) {
        return known.beginZh + note.substring(known.begin.length()) + known.endZh;
      }
    }
    return note;
  }
}
