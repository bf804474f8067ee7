package dev.domicile.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** A kind of signature: where it puts its parts in a request, and what it is made over. */
sealed interface Signature permits SignatureV1, SignatureAcs3 {

  /** What came of comparing the request's signature with our own. */
  sealed interface Verdict {
    record Matches() implements Verdict {}

    /**
     * @param stringToSign ours, which lets the client's author find the difference
     */
    record Differs(String stringToSign) implements Verdict {
      @Override
      public String toString() {
        return "Differs";
      }
    }
  }

  /** The kind that the request uses. */
  static Signature of(HttpRequest request) {
    return request
        .header("authorization")
        .filter(value -> value.startsWith("ACS"))
        .<Signature>map(SignatureAcs3::parse)
        .orElseGet(SignatureV1::new);
  }

  Claim claim(HttpRequest request, Map<String, String> parameters);

  /** What this kind alone demands, beyond the common parameters. */
  Optional<Refusal> unfit(HttpRequest request, Map<String, String> parameters);

  Verdict verify(HttpRequest request, Map<String, String> parameters, String secret);

  /** Takes the same time whatever differs. */
  static boolean same(String ours, String theirs) {
    return MessageDigest.isEqual(
        ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
  }
}
