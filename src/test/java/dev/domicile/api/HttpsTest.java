package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.Await;
import dev.domicile.registry.epp.Authority;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS by PEM files that change while it runs. */
class HttpsTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final Rig rig = new Rig();
  private Authority authority;
  private Authority.Issued first;
  private HttpFront front;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    authority = new Authority("api authority");
    first = authority.issue("localhost", DAY);
    write(first);
    front = front(Duration.ofMillis(20));
    address = front.start();
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void answersOverTls(String protocol) throws Exception {
    try (SSLSocket socket = connect(protocol)) {
      assertEquals(protocol, socket.getSession().getProtocol());
      try (RawClient client = new RawClient(socket)) {
        assertEquals(200, client.send(request()).receive().status());
        assertEquals(200, client.send(request()).receive().status());
      }
    }
  }

  @Test
  void plainHttpIsToldThatItWillNotDo() throws Exception {
    try (RawClient client = new RawClient(address)) {
      Errors.assertError(
          client.send(request()).receive(),
          403,
          "InvalidProtocol.NeedSsl",
          "Your request is denied as lack of ssl protect.");
      assertTrue(client.closedByServer());
    }
  }

  @Test
  void newFilesServeNewConnectionsAndOpenOnesGoOn() throws Exception {
    Authority.Issued second = authority.issue("localhost", DAY);
    try (RawClient open = new RawClient(connect("TLSv1.3"))) {
      assertEquals(200, open.send(request()).receive().status());
      write(second);
      Await.until(
          "the new certificate is served",
          () -> serial().equals(second.certificate().getSerialNumber()));
      assertEquals(200, open.send(request()).receive().status());
    }
  }

  @Test
  void filesThatDoNotFitTogetherChangeNothingUntilTheyDo() throws Exception {
    ServerCertificate certificate = new ServerCertificate(files(DAY));
    certificate.load();
    Authority.Issued second = authority.issue("localhost", DAY);
    Authority.pem(folder.resolve("api.crt"), second.certificate());
    certificate.look();
    assertEquals(first.certificate(), certificate.served());
    Files.delete(folder.resolve("api.key"));
    certificate.look();
    assertEquals(first.certificate(), certificate.served());
    write(second);
    certificate.context().start();
    certificate.look();
    assertEquals(second.certificate(), certificate.served());
    certificate.context().stop();
    certificate.close();
  }

  @Test
  void aStartWithFilesThatCannotBeUsedSaysWhich() throws Exception {
    Authority.pem(folder.resolve("api.crt"), authority.issue("localhost", DAY).certificate());
    assertComplaint("tls.key: " + folder.resolve("api.key") + " does not belong to the first");
    Files.writeString(folder.resolve("api.key"), "text\n");
    assertComplaint("tls.key: " + folder.resolve("api.key") + " holds no private key");
    Files.writeString(folder.resolve("api.crt"), "");
    assertComplaint("tls.certificate: " + folder.resolve("api.crt") + " holds no certificate");
    Files.delete(folder.resolve("api.key"));
    assertComplaint(folder.resolve("api.key").toString());
  }

  private void assertComplaint(String complaint) {
    HttpFront unfit = front(DAY);
    IOException refused = assertThrows(IOException.class, unfit::start);
    assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
    assertFalse(refused.getMessage().contains("PRIVATE KEY"), refused.getMessage());
  }

  private HttpFront front(Duration checkEvery) {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new HttpFront(
        "test", HttpFrontSettings.on(any).withTls(files(checkEvery)), rig.gateway());
  }

  private HttpFrontSettings.Tls files(Duration checkEvery) {
    return new HttpFrontSettings.Tls(
        folder.resolve("api.crt"), folder.resolve("api.key"), checkEvery);
  }

  private void write(Authority.Issued issued) throws IOException {
    Authority.pem(folder.resolve("api.crt"), issued.certificate());
    Authority.pem(folder.resolve("api.key"), Authority.traditional(issued.keys().getPrivate()));
  }

  private String request() {
    return "GET /?"
        + Rig.form(Rig.signed("GET", rig.parameters("QueryTaskList")))
        + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private BigInteger serial() {
    try (SSLSocket socket = connect("TLSv1.3")) {
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private SSLSocket connect(String protocol) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", authority.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", address.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }
}
