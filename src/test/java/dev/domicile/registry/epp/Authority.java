package dev.domicile.registry.epp;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate authority of a test, and what it issues. */
public final class Authority {

  private static final char[] PASSWORD = "test".toCharArray();
  private static final AtomicLong SERIAL = new AtomicLong();

  private final X500Name name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, KeyPair keys) {}

  public Authority(String commonName) throws Exception {
    name = new X500Name("CN=" + commonName);
    keys = keys("EC", 256);
    certificate = sign(name, keys, null, Duration.ofDays(1), true);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * @param validFor from yesterday; negative for one that has expired
   */
  public Issued issue(String dnsName, Duration validFor) throws Exception {
    return issue(dnsName, validFor, keys("EC", 256));
  }

  Issued issue(String dnsName, Duration validFor, KeyPair subject) throws Exception {
    return new Issued(
        sign(new X500Name("CN=" + dnsName), subject, dnsName, validFor, false), subject);
  }

  static KeyPair keys(String algorithm, int size) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair();
  }

  /** Of a server with that certificate which asks for one of ours, or not. */
  public static SSLContext context(Issued issued, Authority clients) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "server", issued.keys().getPrivate(), PASSWORD, new Certificate[] {issued.certificate()});
    KeyManagerFactory identity =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    identity.init(own, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    if (clients != null) {
      trusted.setCertificateEntry("ca", clients.certificate());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        identity.getKeyManagers(), clients == null ? null : trust.getTrustManagers(), null);
    return context;
  }

  static SSLServerSocket server(Issued issued, Authority clients, String... protocols)
      throws Exception {
    SSLContext context = context(issued, clients);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(clients != null);
    if (protocols.length > 0) {
      server.setEnabledProtocols(protocols);
    }
    return server;
  }

  /** SEC1 as OpenSSL writes it, with the curve's name, or PKCS#1. */
  public static Object traditional(PrivateKey key) throws IOException {
    return key instanceof ECPrivateKey ec
        ? new PemObject(
            "EC PRIVATE KEY",
            new org.bouncycastle.asn1.sec.ECPrivateKey(
                    256, ec.getS(), SECObjectIdentifiers.secp256r1)
                .getEncoded())
        : key;
  }

  public static Path pem(Path file, Object... objects) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        writer.writeObject(object);
      }
    }
    return Files.writeString(file, text.toString());
  }

  private X509Certificate sign(
      X500Name subject, KeyPair subjectKeys, String dnsName, Duration validFor, boolean authority)
      throws Exception {
    Instant start = Instant.now().minus(Duration.ofDays(2));
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(SERIAL.incrementAndGet()),
            Date.from(start),
            Date.from(Instant.now().plus(validFor)),
            subject,
            subjectKeys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (dnsName != null) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }
}
