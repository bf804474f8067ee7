package dev.domicile.contact;

import com.ibm.icu.text.Transliterator;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * ASCII made from Chinese by ICU's Han-Latin and Latin-ASCII: pinyin without tones.
 *
 * <p>Each Chinese character becomes a word of its own that begins with a capital, so that no rule
 * has to guess where a family name ends or which syllables are one word; what is Latin already
 * keeps its case. A character that has several readings gets its commonest: nobody but the holder
 * knows better, and the holder can give the plain parameter.
 */
final class Transliteration {

  /** Between the parts of names that were brought into Chinese; Latin-ASCII leaves them alone. */
  private static final String DOTS = "[\u00B7\u2022\u2027\u30FB]";

  private static final Transliterator PINYIN = Transliterator.getInstance("Han-Latin; Latin-ASCII");
  private static final Transliterator FOLDING = Transliterator.getInstance("Latin-ASCII");

  private final StringBuilder out = new StringBuilder();

  private Transliteration() {}

  /**
   * What is neither Chinese nor Latin stays as it is: the result is not always ASCII, and it may be
   * some times as long.
   *
   * @param text in its normal form
   */
  static String of(String text) {
    Transliteration made = new Transliteration();
    int from = 0;
    while (from < text.length()) {
      boolean han = isHan(text.codePointAt(from));
      int to = from;
      while (to < text.length() && isHan(text.codePointAt(to)) == han) {
        to += Character.charCount(text.codePointAt(to));
      }
      made.add(text.substring(from, to), han);
      from = to;
    }
    return FreeText.normal(made.out.toString().replaceAll(" +([,.;:)])", "$1"));
  }

  private static boolean isHan(int c) {
    return UnicodeScript.of(c) == UnicodeScript.HAN;
  }

  private void add(String run, boolean han) {
    String latin =
        han ? capitalised(PINYIN.transliterate(run)) : FOLDING.transliterate(spaced(run));
    if (!out.isEmpty()
        && !latin.isEmpty()
        && apart(out.charAt(out.length() - 1), latin.charAt(0))) {
      out.append(' ');
    }
    out.append(latin);
  }

  /** Punctuation of full width stands apart by its form; that of ASCII does by a blank. */
  private static String spaced(String run) {
    return run.replaceAll(DOTS, " ")
        .replaceAll("[\uFF0C\u3001]", ", ")
        .replace("\uFF08", " (")
        .replace("\uFF09", ") ");
  }

  private static boolean apart(char before, char after) {
    return Character.isLetterOrDigit(after) && Character.isLetterOrDigit(before);
  }

  private static String capitalised(String syllables) {
    return Arrays.stream(syllables.strip().split(" +"))
        .map(
            one ->
                one.isEmpty()
                    ? one
                    : one.substring(0, 1).toUpperCase(Locale.ROOT) + one.substring(1))
        .collect(Collectors.joining(" "));
  }
}
