package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.registry.sandbox.SandboxCredentials;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.net.ssl.SSLSocket;

/** Registers domains at a registry by hand: names that the sample does not have. */
record DomainCreation(Lab lab) {

  void create(String name) {
    SandboxCredentials credentials = lab.sandbox().credentials();
    try (SSLSocket socket =
        (SSLSocket)
            Tls.context(
                    credentials.authority(),
                    credentials.clientCertificate(),
                    credentials.clientKey())
                .getSocketFactory()
                .createSocket(InetAddress.getByName("localhost"), lab.port())) {
      socket.setSoTimeout(20_000);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      receive(in);
      send(
          out,
          "<login><clID>"
              + credentials.registrarId()
              + "</clID><pw>"
              + credentials.password()
              + "</pw><options><version>1.0</version><lang>en</lang></options><svcs>"
              + "<objURI>urn:ietf:params:xml:ns:domain-1.0</objURI></svcs></login>");
      assertDone(receive(in));
      send(
          out,
          "<create><domain:create xmlns:domain=\"urn:ietf:params:xml:ns:domain-1.0\"><domain:name>"
              + name
              + "</domain:name><domain:authInfo><domain:pw>of-no-use-1</domain:pw>"
              + "</domain:authInfo></domain:create></create>");
      assertDone(receive(in));
    } catch (Exception e) {
      throw new AssertionError("could not register " + name, e);
    }
  }

  private static void send(DataOutputStream out, String command) throws Exception {
    byte[] document =
        ("<epp xmlns=\"urn:ietf:params:xml:ns:epp-1.0\"><command>"
                + command
                + "<clTRID>H-"
                + UUID.randomUUID()
                + "</clTRID></command></epp>")
            .getBytes(StandardCharsets.UTF_8);
    out.writeInt(document.length + 4);
    out.write(document);
    out.flush();
  }

  private static String receive(DataInputStream in) throws Exception {
    return new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
  }

  private static void assertDone(String response) {
    assertTrue(response.contains("code=\"1000\""), response);
  }
}
