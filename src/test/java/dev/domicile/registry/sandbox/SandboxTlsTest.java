package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTlsTest {

  @TempDir Path folder;

  @Test
  void refusesAClientWithoutACertificate() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.connect(sandbox, null, null)) {
      assertThrows(IOException.class, client::receive);
    }
  }

  @Test
  void refusesACertificateOfAnotherAuthority() throws Exception {
    try (Sandbox sandbox = Lab.start(folder.resolve("a"));
        Sandbox other = Lab.start(folder.resolve("b"));
        RawClient client =
            RawClient.connect(
                sandbox,
                other.credentials().clientCertificate(),
                other.credentials().clientKey())) {
      assertThrows(IOException.class, client::receive);
    }
  }

  @Test
  void refusesTheServersOwnCertificateAsAClients() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client =
            RawClient.connect(
                sandbox, folder.resolve("server.crt"), folder.resolve("server.key"))) {
      assertThrows(IOException.class, client::receive);
    }
  }

  @Test
  void needsNoCertificateWhereTheRuleSaysSo() throws Exception {
    try (Sandbox sandbox = Lab.start(folder, Lab.rules().withClientCertificate(false));
        RawClient client = RawClient.connect(sandbox, null, null)) {
      assertTrue(client.receive().contains("greeting"));
    }
  }

  @Test
  void speaksTls12And13() throws Exception {
    try (Sandbox sandbox = Lab.start(folder)) {
      for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
        try (RawClient client = RawClient.connect(sandbox)) {
          client.socket().setEnabledProtocols(new String[] {version});
          assertTrue(client.receive().contains("greeting"));
          assertEquals(version, client.socket().getSession().getProtocol());
        }
      }
    }
  }

  @Test
  void somebodyWhoDoesNotSpeakTlsIsSentAway() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        java.net.Socket plain = new java.net.Socket("localhost", sandbox.port())) {
      plain.setSoTimeout(20_000);
      plain.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
      byte[] answer = plain.getInputStream().readAllBytes();
      assertTrue(answer.length < 16, "at most an alert");
    }
  }

  @Test
  void certificatesHoldForTenYearsAndTheFilesForTheirOwner() throws Exception {
    try (Sandbox sandbox = Lab.start(folder)) {
      SandboxCredentials credentials = sandbox.credentials();
      X509Certificate server =
          (X509Certificate) RawClient.certificate(folder.resolve("server.crt"));
      assertTrue(
          server.getNotAfter().toInstant().isAfter(Instant.now().plus(Duration.ofDays(3650))));
      assertEquals(2, server.getSubjectAlternativeNames().size());
      server.verify(RawClient.certificate(credentials.authority()).getPublicKey());
      assertTrue(Files.readString(credentials.clientKey()).startsWith("-----BEGIN PRIVATE KEY"));
      for (String secret : new String[] {"client.key", "server.key", "password", "state"}) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))),
            secret);
      }
      assertTrue(!credentials.toString().contains(credentials.password()));
    }
  }

  @Test
  void theSameCertificatesServeAfterARestart() throws Exception {
    byte[] before;
    try (Sandbox sandbox = Lab.start(folder)) {
      before = Files.readAllBytes(sandbox.credentials().clientCertificate());
    }
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1000, EppText.domainInfo("sample-0001.com"));
      assertTrue(
          java.util.Arrays.equals(
              before, Files.readAllBytes(sandbox.credentials().clientCertificate())));
    }
  }

  @Test
  void aSetOfFilesThatIsNotWholeIsMadeAnew() throws Exception {
    Lab.start(folder).close();
    Files.delete(folder.resolve("client.key"));
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.loggedIn(sandbox)) {
      client.expect(1000, EppText.domainInfo("sample-0001.com"));
    }
  }
}
