package dev.domicile.api;

/**
 * What a request says of itself, wherever its kind of signature puts it. A field is empty where the
 * request does not say. Nothing of it is to be believed before the signature has been checked.
 */
record Claim(
    String action,
    String version,
    String accessKeyId,
    String signature,
    String nonce,
    String timestamp,
    String securityToken) {

  /** The signature, nonce and token stay out of logs. */
  @Override
  public String toString() {
    return "Claim[" + action + "]";
  }
}
