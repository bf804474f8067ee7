package dev.domicile.registry.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** The server's end of TLS 1.2 and 1.3 (RFC 8996 forbids less), with the folder's certificates. */
final class ServerTls {

  private static final List<String> FILES =
      List.of("ca.crt", "server.crt", "server.key", "client.crt", "client.key");

  private final SSLSocketFactory factory;
  private final SSLSocketFactory expired;
  private final boolean clientCertificate;

  /**
   * @param now the machine's time, from which new certificates are valid
   */
  ServerTls(DataFolder folder, boolean clientCertificate, Instant now)
      throws IOException, GeneralSecurityException {
    this.clientCertificate = clientCertificate;
    if (!FILES.stream().allMatch(name -> Files.exists(folder.file(name)))) {
      new Certificates(new SecureRandom(), now).write(folder);
    }
    factory = context(folder, "server.crt").getSocketFactory();
    boolean old = !Files.exists(folder.file("expired.crt"));
    expired = old ? factory : context(folder, "expired.crt").getSocketFactory();
  }

  /** Layered over a plain socket, which can be closed at any moment, whoever writes to it. */
  SSLSocket over(Socket plain, boolean byExpired) throws IOException {
    SSLSocket socket = (SSLSocket) (byExpired ? expired : factory).createSocket(plain, null, true);
    socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.setNeedClientAuth(clientCertificate);
    return socket;
  }

  private static SSLContext context(DataFolder folder, String certificate)
      throws IOException, GeneralSecurityException {
    Certificate authority = certificate(folder.file("ca.crt"));
    KeyStore own = emptyStore();
    own.setKeyEntry(
        "server",
        key(folder.file("server.key")),
        new char[0],
        new Certificate[] {certificate(folder.file(certificate)), authority});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, new char[0]);
    KeyStore trusted = emptyStore();
    trusted.setCertificateEntry("authority", authority);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
    return context;
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    // PKCS12 would stretch a password 10,000 times, at every start, for a store only in memory.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    return store;
  }

  private static Certificate certificate(Path pem) throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem)));
  }

  private static PrivateKey key(Path pem) throws IOException, GeneralSecurityException {
    String body =
        Files.readAllLines(pem).stream()
            .filter(line -> !line.startsWith("-----"))
            .collect(Collectors.joining());
    try {
      return KeyFactory.getInstance("EC")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(pem + " is not a PEM key", e);
    }
  }
}
