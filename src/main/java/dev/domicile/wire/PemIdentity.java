package dev.domicile.wire;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A certificate with its private key, from PEM files.
 *
 * @param chain our certificate first
 */
public record PemIdentity(List<X509Certificate> chain, PrivateKey key) {

  /** Of the one entry of {@link #keyStore}. */
  public static final String ALIAS = "identity";

  private static final char[] NO_PASSWORD = {};

  public PemIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * @throws UnfitPem if one of them cannot be read, or they do not belong together
   */
  public static PemIdentity read(Pem certificate, Pem key) {
    List<X509Certificate> chain = certificate.certificates();
    PrivateKey privateKey = key.privateKey();
    if (!belongTogether(privateKey, chain.getFirst().getPublicKey())) {
      throw key.wrong("does not belong to the first certificate in " + certificate.file());
    }
    return new PemIdentity(chain, privateKey);
  }

  /** The first end of those in the chain. */
  public Instant until() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** In memory, with an empty password. */
  public KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(ALIAS, key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
    return store;
  }

  /** Shown by a signature, which holds for every kind of key. */
  private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
    String algorithm =
        switch (privateKey.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> privateKey.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // a key of another kind than the certificate's
    }
  }

  /** The key stays out of logs. */
  @Override
  public String toString() {
    return "PemIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
