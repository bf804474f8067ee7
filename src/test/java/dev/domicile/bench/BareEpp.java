package dev.domicile.bench;

import dev.domicile.wire.Pem;
import dev.domicile.wire.PemIdentity;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * One EPP session that does the least there is to do: a frame out for each answer in. It reads no
 * XML, matches no clTRID and keeps nothing: what a client of this window can reach at best.
 */
final class BareEpp implements AutoCloseable {

  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><epp xmlns=\"urn:ietf:params:xml:ns:epp-1.0\">"
          + "<command>";
  private static final String DOMAIN = "urn:ietf:params:xml:ns:domain-1.0";

  private final SSLSocket socket;
  private final DataInputStream in;
  private final String trids;
  private long sent;

  /**
   * @param name unique among the bare sessions of the registry: part of each clTRID
   */
  BareEpp(SSLContext context, RegistryProcess.Access access, String name) throws IOException {
    socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), access.port());
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
    trids = "BARE-" + name + "-";
    read();
    String password = Files.readString(access.password()).strip();
    expectOk(
        ask(
            "<login><clID>"
                + access.id()
                + "</clID><pw>"
                + password
                + "</pw><options><version>1.0</version><lang>en</lang></options><svcs><objURI>"
                + DOMAIN
                + "</objURI><objURI>urn:ietf:params:xml:ns:contact-1.0</objURI></svcs></login>"));
  }

  static SSLContext context(RegistryProcess.Access access)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", new Pem("ca", access.ca()).certificates().getFirst());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(
        PemIdentity.read(new Pem("certificate", access.certificate()), new Pem("key", access.key()))
            .keyStore(),
        new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /**
   * A domain:info of each.
   *
   * @param window most of them sent and not answered
   */
  void infos(List<String> names, int window) throws IOException {
    each(names, window, name -> "<info>" + object("info", name, "") + "</info>");
  }

  /**
   * A domain:update of each that sets its registrant.
   *
   * @param window most of them sent and not answered
   */
  void updates(List<String> names, String handle, int window) throws IOException {
    String change =
        "<domain:chg><domain:registrant>" + handle + "</domain:registrant></domain:chg>";
    each(names, window, name -> "<update>" + object("update", name, change) + "</update>");
  }

  private static String object(String command, String name, String rest) {
    return "<domain:%1$s xmlns:domain=\"%2$s\"><domain:name>%3$s</domain:name>%4$s</domain:%1$s>"
        .formatted(command, DOMAIN, name, rest);
  }

  private void each(List<String> names, int window, UnaryOperator<String> content)
      throws IOException {
    int sent = 0;
    for (int answered = 0; answered < names.size(); answered++) {
      while (sent < names.size() && sent - answered < window) {
        write(content.apply(names.get(sent++)));
      }
      expectOk(read());
    }
  }

  private byte[] ask(String content) throws IOException {
    write(content);
    return read();
  }

  private void write(String content) throws IOException {
    sent++;
    byte[] frame =
        (HEAD + content + "<clTRID>" + trids + sent + "</clTRID></command></epp>")
            .getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(frame.length + 4).putInt(frame.length + 4).put(frame).array();
    socket.getOutputStream().write(bytes);
  }

  private byte[] read() throws IOException {
    return in.readNBytes(in.readInt() - 4);
  }

  private static void expectOk(byte[] answer) throws IOException {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    if (!text.contains("code=\"1000\"")) {
      throw new IOException("the registry answered " + text);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
