package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxLoginTest {

  private static final String PASSWORD = "secret-123";

  @TempDir Path folder;

  @Test
  void refusesALoginThatIsWrongInAnyWay() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.greeted(sandbox)) {
      String ok = EppText.SERVICES;
      client.expect(2200, EppText.login("registrar1", "wrong-pw", "", "1.0", "en", ok));
      client.expect(2200, EppText.login("registrar2", PASSWORD, "", "1.0", "en", ok));
      client.expect(2005, EppText.login("registrar1", "short", "", "1.0", "en", ok));
      client.expect(2005, EppText.login("registrar1", PASSWORD, "", "one", "en", ok));
      client.expect(2100, EppText.login("registrar1", PASSWORD, "", "2.0", "en", ok));
      client.expect(2102, EppText.login("registrar1", PASSWORD, "", "1.0", "fr", ok));
      String host = "<objURI>urn:ietf:params:xml:ns:host-1.0</objURI>";
      client.expect(2307, EppText.login("registrar1", PASSWORD, "", "1.0", "en", host));
      client.expect(2003, EppText.login("registrar1", PASSWORD, "", "1.0", "en", ""));
      String extension = ok + "<svcExtension><extURI>urn:x</extURI></svcExtension>";
      client.expect(2103, EppText.login("registrar1", PASSWORD, "", "1.0", "en", extension));
      client.expect(2003, "<login><clID>registrar1</clID></login>");
      assertEquals(0, sandbox.sessions());
      client.expect(1000, EppText.login(PASSWORD));
      client.expect(2002, EppText.login(PASSWORD));
      assertEquals(1, sandbox.sessions());
    }
  }

  @Test
  void closesAfterTheThirdWrongPassword() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.greeted(sandbox)) {
      client.expect(2200, EppText.login("wrong-pw"));
      client.expect(2200, EppText.login("wrong-pw"));
      client.expect(2501, EppText.login("wrong-pw"));
      assertTrue(client.isClosedByServer());
    }
  }

  @Test
  void aNewPasswordHoldsFromTheNextLoginOn() throws Exception {
    try (Sandbox sandbox = Lab.start(folder)) {
      String newPw = "<newPW>another-45</newPW>";
      try (RawClient client = RawClient.greeted(sandbox)) {
        client.expect(
            1000, EppText.login("registrar1", PASSWORD, newPw, "1.0", "en", EppText.SERVICES));
      }
      try (RawClient client = RawClient.greeted(sandbox)) {
        client.expect(2200, EppText.login(PASSWORD));
        client.expect(1000, EppText.login("another-45"));
      }
      assertEquals("another-45", sandbox.credentials().password());
    }
    SandboxOptions kept = Lab.options(folder).withLogin("registrar1", null);
    try (Sandbox again = Sandbox.start(kept)) {
      assertEquals("another-45", again.credentials().password());
    }
  }

  @Test
  void knowsNothingButLoginBeforeLogin() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.greeted(sandbox)) {
      client.expect(2002, EppText.domainInfo("sample-0001.com"));
      client.expect(2002, "<logout/>");
      client.expect(2002, "<poll op=\"req\"/>");
      client.expect(2002, "<nonsense/>");
    }
  }

  @Test
  void anObjectThatWasNotAskedForAtLoginIsNotServed() throws Exception {
    try (Sandbox sandbox = Lab.start(folder);
        RawClient client = RawClient.greeted(sandbox)) {
      String only = "<objURI>urn:ietf:params:xml:ns:domain-1.0</objURI>";
      client.expect(1000, EppText.login("registrar1", PASSWORD, "", "1.0", "en", only));
      client.expect(1000, EppText.domainInfo("sample-0001.com"));
      client.expect(2307, EppText.contactInfo("SH0001"));
    }
  }
}
