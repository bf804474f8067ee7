package dev.domicile.app;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Which values a key takes. */
sealed interface Allowed {

  /** For people: in messages and in the operating manual. */
  String text();

  record Span(Duration least, Duration most) implements Allowed {
    @Override
    public String text() {
      String zero = least.isZero() ? "0, or a duration up to " : "a duration of ";
      String range = least.isZero() ? "" : Durations.text(least) + " to ";
      return zero + range + Durations.text(most) + ", in ms, s, m, h or d";
    }
  }

  record Whole(long least, long most) implements Allowed {
    @Override
    public String text() {
      return "a whole number, " + least + " to " + most;
    }
  }

  /** With up to three digits behind the point. */
  record Decimal(String text, double least, double most) implements Allowed {}

  /** Like Whole, or the word {@code auto}. */
  record WholeOrAuto(long least, long most) implements Allowed {
    @Override
    public String text() {
      return "auto, or a whole number, " + least + " to " + most;
    }
  }

  /** In bytes. */
  record Size(int least, int most) implements Allowed {
    @Override
    public String text() {
      return "a size of " + Sizes.text(least) + " to " + Sizes.text(most) + ", in B, KiB or MiB";
    }
  }

  record Flag() implements Allowed {
    @Override
    public String text() {
      return "true or false";
    }
  }

  record OneOf(List<String> values) implements Allowed {
    @Override
    public String text() {
      return String.join(" or ", values);
    }
  }

  record Shaped(String text, Pattern pattern) implements Allowed {}

  /** A list of values that look alike. */
  record Many(String text, Pattern each, int least) implements Allowed {}

  /** A file to read. */
  record FilePath(String text) implements Allowed {}

  record SecretText() implements Allowed {
    @Override
    public String text() {
      return "env:NAME (an environment variable), file:PATH (the file's first line), or the text"
          + " itself";
    }
  }
}
