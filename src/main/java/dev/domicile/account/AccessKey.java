package dev.domicile.account;

/**
 * A pair with which clients sign.
 *
 * @param id AccessKeyId
 * @param secret AccessKeySecret in clear; never printed or logged
 */
public record AccessKey(String id, String secret, boolean enabled, Caller caller) {
  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}
