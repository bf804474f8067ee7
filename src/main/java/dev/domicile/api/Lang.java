package dev.domicile.api;

/** The language of messages. Anything but zh is en. */
public enum Lang {
  EN,
  ZH;

  public static Lang of(String text) {
    return text.strip().equalsIgnoreCase("zh") ? ZH : EN;
  }
}
