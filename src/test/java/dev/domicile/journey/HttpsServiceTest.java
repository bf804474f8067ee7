package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.epp.Authority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as its configuration's section tls makes it. */
class HttpsServiceTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  @Test
  void aRenewedCertificateIsServedWithoutARestart() throws Exception {
    Authority authority = new Authority("api authority");
    Authority.Issued first = authority.issue("localhost", DAY);
    write(first);
    try (Lab near = Lab.near(folder);
        Service service = new Service(folder, InstantSource.system(), near)) {
      service.key(
          "tls",
          "{certificate: %s, key: %s, checkEvery: 20ms}"
              .formatted(folder.resolve("api.crt"), folder.resolve("api.key")));
      service.begin();
      assertEquals(first.certificate().getSerialNumber(), call(authority, service));
      Authority.Issued renewed = authority.issue("localhost", DAY);
      write(renewed);
      Await.until(
          "the renewed certificate is served",
          () -> renewed.certificate().getSerialNumber().equals(call(authority, service)));
    }
  }

  private void write(Authority.Issued issued) throws IOException {
    Authority.pem(folder.resolve("api.crt"), issued.certificate());
    Authority.pem(folder.resolve("api.key"), Authority.traditional(issued.keys().getPrivate()));
  }

  /** Of the certificate under which a signed call was answered. */
  private static BigInteger call(Authority authority, Service service) {
    int port = Integer.parseInt(service.endpoint().substring("127.0.0.1:".length()));
    String query = service.list("none").withMethod("GET").signedQuery();
    try (SSLSocket socket = (SSLSocket) trusting(authority).createSocket("localhost", port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("GET /?" + query + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String status = answer.readLine();
      assertTrue(status.startsWith("HTTP/1.1 400"), status);
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static SSLSocketFactory trusting(Authority authority) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
