package dev.domicile.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads PEM files. Each failure names the key, the file and the cause. */
public final class Pem {

  private final String setting;
  private final Path file;

  /**
   * @param setting the configuration key that names the file
   */
  public Pem(String setting, Path file) {
    this.setting = setting;
    this.file = file;
  }

  /**
   * One certificate or more, in the order of the file.
   *
   * @throws UnfitPem if the file cannot be read or holds none
   */
  public List<X509Certificate> certificates() {
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Object object : objects()) {
        if (object instanceof X509CertificateHolder holder) {
          found.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw wrong("holds a certificate that cannot be read", e);
    }
    if (found.isEmpty()) {
      throw wrong("holds no certificate");
    }
    return found;
  }

  /**
   * The first private key of the file: PKCS#8, PKCS#1 or SEC1, not encrypted.
   *
   * @throws UnfitPem if the file cannot be read or holds none
   */
  public PrivateKey privateKey() {
    for (Object object : objects()) {
      switch (object) {
        case PEMKeyPair pair -> {
          return key(pair.getPrivateKeyInfo());
        }
        case PrivateKeyInfo info -> {
          return key(info);
        }
        case PEMEncryptedKeyPair pair -> throw encrypted();
        case PKCS8EncryptedPrivateKeyInfo info -> throw encrypted();
        default -> {} // EC parameters and certificates may stand before the key
      }
    }
    throw wrong("holds no private key");
  }

  private PrivateKey key(PrivateKeyInfo info) {
    ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    try {
      return KeyFactory.getInstance(factory(algorithm))
          .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw wrong("holds a private key that cannot be read", e);
    }
  }

  private String factory(ASN1ObjectIdentifier algorithm) {
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA";
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC";
    }
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)
        || algorithm.equals(EdECObjectIdentifiers.id_Ed448)) {
      return "EdDSA";
    }
    throw wrong("holds a private key of the unknown kind " + algorithm);
  }

  private List<Object> objects() {
    List<Object> objects = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        objects.add(object);
      }
    } catch (NoSuchFileException e) {
      throw wrong("does not exist", e);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong("cannot be read as PEM (" + e.getClass().getSimpleName() + ")", e);
    }
    return objects;
  }

  private UnfitPem encrypted() {
    return wrong("holds an encrypted private key; it must be decrypted (openssl pkey)");
  }

  Path file() {
    return file;
  }

  UnfitPem wrong(String complaint) {
    return new UnfitPem(setting + ": " + file + " " + complaint);
  }

  private UnfitPem wrong(String complaint, Exception cause) {
    return new UnfitPem(setting + ": " + file + " " + complaint, cause);
  }
}
