package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes an authority, a server certificate for loopback and one client certificate. The authority's
 * key is thrown away: nobody can sign another client in.
 */
final class Certificates {

  private static final Duration VALID = Duration.ofDays(3652);
  private static final Duration EXPIRED = Duration.ofDays(-1);
  private static final X500Name AUTHORITY = new X500Name("CN=Domicile Sandbox Authority");
  private static final int SERIAL_BITS = 96;

  private final SecureRandom random;
  private final Instant now;
  private final KeyPair authority;

  /**
   * @param now the machine's time: the peers of a TLS connection judge certificates by it
   */
  Certificates(SecureRandom random, Instant now) throws GeneralSecurityException {
    this.random = random;
    this.now = now;
    this.authority = newKeys();
  }

  /** Writes all files; the last one completes the set. */
  void write(DataFolder folder) throws IOException, GeneralSecurityException {
    try {
      KeyPair server = newKeys();
      KeyPair client = newKeys();
      folder.write("ca.crt", pem("CERTIFICATE", ofAuthority().getEncoded()));
      folder.write("server.crt", pem("CERTIFICATE", ofServer(server, VALID).getEncoded()));
      folder.write("expired.crt", pem("CERTIFICATE", ofServer(server, EXPIRED).getEncoded()));
      folder.writeSecret("server.key", pem("PRIVATE KEY", server.getPrivate().getEncoded()));
      folder.write("client.crt", pem("CERTIFICATE", ofClient(client).getEncoded()));
      folder.writeSecret("client.key", pem("PRIVATE KEY", client.getPrivate().getEncoded()));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private X509Certificate ofAuthority()
      throws IOException, GeneralSecurityException, OperatorCreationException {
    X509v3CertificateBuilder builder = builder(AUTHORITY, authority, VALID);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return sign(builder);
  }

  private X509Certificate ofServer(KeyPair keys, Duration valid)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    X509v3CertificateBuilder builder =
        leaf("CN=localhost", keys, KeyPurposeId.id_kp_serverAuth, valid);
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
    return sign(builder);
  }

  private X509Certificate ofClient(KeyPair keys)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    return sign(leaf("CN=Sandbox Registrar", keys, KeyPurposeId.id_kp_clientAuth, VALID));
  }

  private X509v3CertificateBuilder leaf(
      String subject, KeyPair keys, KeyPurposeId purpose, Duration valid) throws IOException {
    X509v3CertificateBuilder builder = builder(new X500Name(subject), keys, valid);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    return builder;
  }

  private X509v3CertificateBuilder builder(X500Name subject, KeyPair keys, Duration valid) {
    return new JcaX509v3CertificateBuilder(
        AUTHORITY,
        new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
        Date.from(now.minus(Duration.ofDays(2))),
        Date.from(now.plus(valid)),
        subject,
        keys.getPublic());
  }

  private X509Certificate sign(X509v3CertificateBuilder builder)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
  }

  private KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static String pem(String type, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
