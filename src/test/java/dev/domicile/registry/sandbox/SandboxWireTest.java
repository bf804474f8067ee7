package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames and documents that no registrar sends. */
class SandboxWireTest {

  private static final String INFO =
      EppText.command(EppText.domainInfo("sample-0001.com"), "WIRE-1");

  @TempDir Path folder;
  private Sandbox sandbox;
  private RawClient client;

  @BeforeEach
  void login() throws Exception {
    sandbox = Lab.start(folder, Lab.rules().withMaxFrameBytes(4096));
    client = RawClient.loggedIn(sandbox);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    sandbox.close();
  }

  @Test
  void closesOnAFrameThatIsTooLong() throws Exception {
    client.sendBytes(ByteBuffer.allocate(4).putInt(4097).array());
    assertTrue(client.isClosedByServer());
  }

  @Test
  void closesOnALengthThatIsNone() throws Exception {
    for (int length : new int[] {4, 0, -1}) {
      try (RawClient other = RawClient.greeted(sandbox)) {
        other.sendBytes(ByteBuffer.allocate(4).putInt(length).array());
        assertTrue(other.isClosedByServer(), "length " + length);
      }
    }
  }

  @Test
  void takesAFrameOfTheGreatestLength() throws Exception {
    String padded = INFO + " ".repeat(4092 - INFO.length());
    assertEquals(1000, RawClient.code(client.ask(padded)));
  }

  @Test
  void takesAFrameThatComesByteByByte() throws Exception {
    byte[] bytes = INFO.getBytes(StandardCharsets.UTF_8);
    byte[] frame =
        ByteBuffer.allocate(bytes.length + 4).putInt(bytes.length + 4).put(bytes).array();
    for (byte each : frame) {
      client.sendBytes(new byte[] {each});
    }
    assertEquals(1000, RawClient.code(client.receive()));
  }

  @Test
  void forgetsAConnectionThatEndsWithinAFrame() throws Exception {
    try (RawClient other = RawClient.loggedIn(sandbox)) {
      other.sendBytes(new byte[] {0, 0, 1, 0, '<'});
    }
    client.expect(1000, EppText.domainInfo("sample-0001.com"));
  }

  @Test
  void answers2001ToWhatIsNotEppAndGoesOn() throws Exception {
    refused("this is not XML");
    refused("<epp");
    refused(INFO.substring(0, INFO.length() - 3));
    refused(INFO + "<more/>");
    refused("<epp/>");
    refused("<epp xmlns=\"urn:ietf:params:xml:ns:epp-1.0\"><hello/><hello/></epp>");
    refused(EppText.HELLO.replace("epp-1.0", "epp-2.0"));
    refused("<epp xmlns=\"urn:ietf:params:xml:ns:epp-1.0\"><command/></epp>");
    refused("\u0000\u0000");
    client.expect(1000, EppText.domainInfo("sample-0001.com"));
  }

  @Test
  void refusesDocumentTypesAndEntities() throws Exception {
    String body = INFO.substring(INFO.indexOf("<epp"));
    refused("<!DOCTYPE epp>" + body);
    refused("<!DOCTYPE epp SYSTEM \"file:///etc/passwd\">" + body);
    refused(
        "<!DOCTYPE epp [<!ENTITY e \"sample-0001.com\">]>"
            + body.replace("sample-0001.com", "&e;"));
    refused(
        "<!DOCTYPE epp [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
            + body.replace("sample-0001.com", "&e;"));
    refused(body.replace("sample-0001.com", "&e;"));
    refused("<?note x?>" + body);
  }

  @Test
  void refusesXml11AsItsCharactersCannotBeSentBack() throws Exception {
    refused(INFO.replace("version=\"1.0\"", "version=\"1.1\""));
    refused(INFO.replace("WIRE-1", "WIRE&#1;"));
  }

  @Test
  void refusesDeepNestingAndTextBesideElements() throws Exception {
    refused(EppText.HELLO.replace("<hello/>", "<a>".repeat(200) + "</a>".repeat(200)));
    refused(INFO.replace("<command>", "<command>text"));
  }

  @Test
  void readsEveryWayOfWritingTheSameDocument() throws Exception {
    String prefixed =
        "<e:epp xmlns:e=\"urn:ietf:params:xml:ns:epp-1.0\"><!-- hello --><e:command><e:info>"
            + "<info xmlns=\"urn:ietf:params:xml:ns:domain-1.0\">\n<name hosts='all'>"
            + "\n <![CDATA[sample]]>-00&#48;1.com </name></info></e:info>"
            + "<e:clTRID> A  B\n</e:clTRID></e:command></e:epp>";
    String response = client.ask(prefixed);
    assertEquals(1000, RawClient.code(response));
    assertTrue(response.contains("<clTRID>A B</clTRID>"), response);
  }

  @Test
  void aClTridOfAWrongLengthIsNotEchoed() throws Exception {
    for (String wrong : new String[] {"ab", "x".repeat(65)}) {
      String response = client.ask(INFO.replace("WIRE-1", wrong));
      assertEquals(2005, RawClient.code(response));
      assertTrue(!response.contains("<clTRID>"), response);
    }
    String without = INFO.replace("<clTRID>WIRE-1</clTRID>", "");
    assertEquals(1000, RawClient.code(client.ask(without)));
  }

  private void refused(String document) throws IOException {
    assertEquals(2001, RawClient.code(client.ask(document)), document);
  }
}
