package dev.domicile.api;

/**
 * How many requests are taken. 0 a second stands for any number.
 *
 * @param key of one access key
 * @param account of all keys of an account together
 * @param failures of one client address, of those that do not prove who sent them; an IPv6 address
 *     stands for its network of 64 bits
 */
public record ThrottleSettings(Rate key, Rate account, Rate failures) {

  /**
   * @param perSecond in the long run; up to 1,000,000
   * @param burst at once, after a time of quiet; 1 or more
   */
  public record Rate(int perSecond, int burst) {

    public Rate {
      if (perSecond < 0 || perSecond > 1_000_000 || burst < 1) {
        throw new IllegalArgumentException("no rate: " + perSecond + " a second, burst " + burst);
      }
    }

    boolean isLimited() {
      return perSecond > 0;
    }
  }
}
