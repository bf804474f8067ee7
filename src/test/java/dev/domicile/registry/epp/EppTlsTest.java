package dev.domicile.registry.epp;

import static dev.domicile.registry.epp.Client.assertNotSent;
import static dev.domicile.registry.epp.Client.assertOk;
import static dev.domicile.registry.epp.EppRegistryTest.answering;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is trusted and who is not, on both sides, and which files say so. */
@Timeout(60)
class EppTlsTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  @Test
  void speaksTlsInBothVersionsWithACertificateOfOurs() throws Exception {
    Authority ca = new Authority("Test CA");
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      SSLServerSocket server = Authority.server(ca.issue("epp.test", DAY), ca, version);
      try (ScriptedPeer peer = new ScriptedPeer(server, answering());
          Client client = new Client(1, settings(peer, identity(ca, ca)))) {
        assertOk(client.info());
        assertOk(client.info());
        assertEquals(1, peer.connections());
      }
    }
  }

  @Test
  void refusesATlsOlderThan12() throws Exception {
    Authority ca = new Authority("Test CA");
    assertTrouble(
        Authority.server(ca.issue("epp.test", DAY), null, "TLSv1.1"), trusting(ca), "TLS");
  }

  @Test
  void refusesACertificateOfAnAuthorityThatIsNotTrusted() throws Exception {
    Authority ca = new Authority("Test CA");
    Authority other = new Authority("Other CA");
    assertTrouble(
        Authority.server(other.issue("epp.test", DAY), null),
        trusting(ca),
        "not from a trusted authority");
  }

  @Test
  void withoutAuthoritiesOfItsOwnThoseOfTheJdkCount() throws Exception {
    Authority ca = new Authority("Test CA");
    assertTrouble(
        Authority.server(ca.issue("epp.test", DAY), null),
        new EppSettings.Tls(null, null, null, "epp.test"),
        "not from a trusted authority");
  }

  @Test
  void refusesACertificateThatHasExpired() throws Exception {
    Authority ca = new Authority("Test CA");
    assertTrouble(
        Authority.server(ca.issue("epp.test", DAY.negated()), null),
        trusting(ca),
        "certificate has expired");
  }

  @Test
  void refusesACertificateOfAnotherName() throws Exception {
    Authority ca = new Authority("Test CA");
    assertTrouble(Authority.server(ca.issue("other.test", DAY), null), trusting(ca), "epp.test");
  }

  @Test
  void aRefusalOfOurCertificateIsATroubleOfTlsInBothVersions() throws Exception {
    Authority ca = new Authority("Test CA");
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      EppSettings.Tls foreign = identity(ca, new Authority("Other CA"));
      assertTrouble(
          Authority.server(ca.issue("epp.test", DAY), ca, version), foreign, "our certificate");
      assertTrouble(
          Authority.server(ca.issue("epp.test", DAY), ca, version),
          trusting(ca),
          "our certificate");
    }
  }

  @Test
  void aPeerThatDoesNotSpeakTlsIsATroubleOfTls() throws Exception {
    Authority ca = new Authority("Test CA");
    try (ScriptedPeer peer =
        new ScriptedPeer(
            line -> {
              line.greet();
              line.readToEnd();
            })) {
      try (Client client = new Client(1, settings(peer, trusting(ca)).with(Client.SLOW))) {
        assertNotSent(Kind.TLS, client.info());
      }
    }
  }

  @Test
  void takesKeysInEveryUsualForm() throws Exception {
    Authority ca = new Authority("Test CA");
    for (KeyPair keys : List.of(Authority.keys("EC", 256), Authority.keys("RSA", 2048))) {
      Path certificate =
          Authority.pem(folder.resolve("client.crt"), ca.issue("c.test", DAY, keys).certificate());
      // the traditional form: PKCS#1 for RSA, SEC1 for EC
      Path traditional =
          Authority.pem(
              folder.resolve("traditional.key"), Authority.traditional(keys.getPrivate()));
      Path pkcs8 =
          Authority.pem(
              folder.resolve("pkcs8.key"), new JcaPKCS8Generator(keys.getPrivate(), null));
      assertTrue(Files.readString(pkcs8).contains("BEGIN PRIVATE KEY"));
      assertTrue(!Files.readString(traditional).contains("BEGIN PRIVATE KEY"));
      for (Path key : List.of(traditional, pkcs8)) {
        assertUsable(new EppSettings.Tls(null, certificate, key, null));
      }
    }
  }

  @Test
  void takesAnEd25519Key() throws Exception {
    Authority ca = new Authority("Test CA");
    KeyPair keys = Authority.keys("Ed25519", 255);
    Path certificate =
        Authority.pem(folder.resolve("client.crt"), ca.issue("c.test", DAY, keys).certificate());
    Path key =
        Authority.pem(folder.resolve("client.key"), new JcaPKCS8Generator(keys.getPrivate(), null));
    assertUsable(new EppSettings.Tls(null, certificate, key, null));
  }

  @Test
  void aFileThatCannotBeUsedIsNamedWithItsCause() throws Exception {
    Authority ca = new Authority("Test CA");
    Authority.Issued issued = ca.issue("c.test", DAY);
    Path certificate = Authority.pem(folder.resolve("client.crt"), issued.certificate());
    Path key =
        Authority.pem(
            folder.resolve("client.key"), Authority.traditional(issued.keys().getPrivate()));
    Path other =
        Authority.pem(folder.resolve("other.key"), Authority.keys("RSA", 2048).getPrivate());
    Path encrypted =
        Authority.pem(
            folder.resolve("encrypted.key"),
            new JcaMiscPEMGenerator(
                issued.keys().getPrivate(),
                new JcePEMEncryptorBuilder("AES-128-CBC")
                    .setProvider(new BouncyCastleProvider())
                    .build("secret".toCharArray())));
    Path text = Files.writeString(folder.resolve("text.pem"), "just text\n");
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Path missing = folder.resolve("missing.pem");

    assertRefused(missing, null, null, "tls.ca: " + missing + " does not exist");
    assertRefused(text, null, null, "tls.ca: " + text + " holds no certificate");
    assertRefused(broken, null, null, "tls.ca: " + broken + " ");
    assertRefused(folder, null, null, "tls.ca: " + folder + " cannot be read");
    assertRefused(null, key, key, "tls.certificate: " + key + " holds no certificate");
    assertRefused(null, certificate, certificate, "tls.key: " + certificate + " holds no private");
    assertRefused(null, certificate, encrypted, "tls.key: " + encrypted + " holds an encrypted");
    assertRefused(null, certificate, other, "tls.key: " + other + " does not belong to");
    assertThrows(
        EppConfigurationException.class,
        () -> new EppSettings.Tls(null, certificate, null, null),
        "a certificate without a key");
  }

  private void assertUsable(EppSettings.Tls tls) {
    new EppTls(tls, "epp.test");
  }

  private static void assertRefused(Path ca, Path certificate, Path key, String complaint) {
    EppSettings.Tls tls = new EppSettings.Tls(ca, certificate, key, null);
    EppConfigurationException refusal =
        assertThrows(EppConfigurationException.class, () -> new EppTls(tls, "epp.test"));
    assertTrue(refusal.getMessage().startsWith(complaint), refusal.getMessage());
  }

  private static void assertTrouble(SSLServerSocket server, EppSettings.Tls tls, String detail)
      throws Exception {
    ScriptedPeer.Script handshakeFails =
        line -> {
          try {
            line.greet();
            line.readToEnd();
          } catch (java.io.IOException e) {
            // as it should
          }
        };
    try (ScriptedPeer peer = new ScriptedPeer(server, handshakeFails);
        Client client = new Client(1, settings(peer, tls).with(Client.SLOW))) {
      Trouble trouble = assertNotSent(Kind.TLS, client.info());
      assertTrue(trouble.detail().contains(detail), trouble.detail());
      assertEquals(trouble, client.registry.condition().trouble());
    }
  }

  private EppSettings.Tls trusting(Authority ca) throws Exception {
    return new EppSettings.Tls(
        Authority.pem(folder.resolve("ca.crt"), ca.certificate()), null, null, "epp.test");
  }

  private EppSettings.Tls identity(Authority trusted, Authority ours) throws Exception {
    Authority.Issued issued = ours.issue("client.test", DAY);
    return new EppSettings.Tls(
        Authority.pem(folder.resolve("ca.crt"), trusted.certificate()),
        Authority.pem(folder.resolve("client.crt"), issued.certificate(), ours.certificate()),
        Authority.pem(
            folder.resolve("client.key"), Authority.traditional(issued.keys().getPrivate())),
        "epp.test");
  }

  private static EppSettings settings(ScriptedPeer peer, EppSettings.Tls tls) {
    EppSettings plain = Client.settings(peer);
    return EppSettings.of(plain.host(), plain.port(), tls, plain.login())
        .with(plain.pacing())
        .with(plain.recovery());
  }
}
