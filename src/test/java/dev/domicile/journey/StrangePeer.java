package dev.domicile.journey;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Something that listens in a registry's place, with its certificate, and at some point says what
 * is not XML.
 */
final class StrangePeer implements AutoCloseable {

  /** What it says well before it begins to talk nonsense. */
  enum Knows {
    NOTHING,
    GREETING,
    LOGIN
  }

  private static final String NONSENSE = "220 mail.example ESMTP, and this is no XML";
  private static final Pattern TRID = Pattern.compile("<clTRID>([^<]*)</clTRID>");

  private final SSLServerSocket server;
  private final Knows knows;
  private final Set<SSLSocket> open = ConcurrentHashMap.newKeySet();

  private StrangePeer(SSLServerSocket server, Knows knows) {
    this.server = server;
    this.knows = knows;
  }

  static StrangePeer inPlaceOf(Lab lab, Knows knows) throws Exception {
    Path folder = lab.folder();
    SSLServerSocket server =
        (SSLServerSocket)
            Tls.context(
                    folder.resolve("ca.crt"),
                    folder.resolve("server.crt"),
                    folder.resolve("server.key"))
                .getServerSocketFactory()
                .createServerSocket(lab.port(), 50, InetAddress.getLoopbackAddress());
    StrangePeer peer = new StrangePeer(server, knows);
    Thread.ofVirtual().start(peer::accept);
    return peer;
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket socket = (SSLSocket) server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> talk(socket));
      }
    } catch (IOException closed) {
      // the test has ended the peer
    }
  }

  private void talk(SSLSocket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      say(out, knows == Knows.NOTHING ? NONSENSE : greeting());
      for (boolean first = true; ; first = false) {
        String command = new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
        say(out, first && knows == Knows.LOGIN ? done(command) : NONSENSE);
      }
    } catch (IOException gone) {
      // so has the other side
    } finally {
      open.remove(socket);
    }
  }

  private static void say(DataOutputStream out, String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(octets.length + 4);
    out.write(octets);
    out.flush();
  }

  private static String greeting() {
    return "<epp xmlns=\"urn:ietf:params:xml:ns:epp-1.0\"><greeting><svID>strange</svID>"
        + "<svDate>2026-11-23T00:00:00Z</svDate><svcMenu><version>1.0</version><lang>en</lang>"
        + "<objURI>urn:ietf:params:xml:ns:domain-1.0</objURI>"
        + "<objURI>urn:ietf:params:xml:ns:contact-1.0</objURI></svcMenu>"
        + "<dcp><access><all/></access><statement><purpose><prov/></purpose><recipient><ours/>"
        + "</recipient><retention><stated/></retention></statement></dcp></greeting></epp>";
  }

  private static String done(String command) {
    Matcher trid = TRID.matcher(command);
    return "<epp xmlns=\"urn:ietf:params:xml:ns:epp-1.0\"><response><result code=\"1000\">"
        + "<msg>done</msg></result><trID><clTRID>"
        + (trid.find() ? trid.group(1) : "")
        + "</clTRID><svTRID>strange-1</svTRID></trID></response></epp>";
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SSLSocket socket : open) {
      socket.close();
    }
  }
}
