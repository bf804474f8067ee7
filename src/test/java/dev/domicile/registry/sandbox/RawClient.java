package dev.domicile.registry.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Sends and receives frames over TLS and knows nothing else, so that it can send any nonsense. */
final class RawClient implements AutoCloseable {

  private static final int DEADLINE_MILLIS = 20_000;
  private static final Pattern CODE = Pattern.compile("<result code=\"([0-9]{4})\">");

  private final SSLSocket socket;
  private final DataInputStream in;
  private int commands;

  private RawClient(SSLSocket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(DEADLINE_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Connected, the greeting not yet read. */
  static RawClient connect(Sandbox sandbox) throws Exception {
    SandboxCredentials credentials = sandbox.credentials();
    return connect(sandbox, credentials.clientCertificate(), credentials.clientKey());
  }

  /** With this certificate and key; without one if they are null. */
  static RawClient connect(Sandbox sandbox, Path certificate, Path key) throws Exception {
    SSLContext context = context(sandbox.credentials().authority(), certificate, key);
    return new RawClient(
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getByName("localhost"), sandbox.port()));
  }

  static RawClient greeted(Sandbox sandbox) throws Exception {
    RawClient client = connect(sandbox);
    client.receive();
    return client;
  }

  static RawClient loggedIn(Sandbox sandbox) throws Exception {
    RawClient client = greeted(sandbox);
    client.expect(1000, EppText.login(sandbox.credentials().password()));
    return client;
  }

  SSLSocket socket() {
    return socket;
  }

  void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void send(String document) throws IOException {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    sendBytes(ByteBuffer.allocate(bytes.length + 4).putInt(bytes.length + 4).put(bytes).array());
  }

  /** The next document, which must be valid where the schemas are at hand. */
  String receive() throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(length - 4);
    assertEquals(length - 4, bytes.length, "frame cut short");
    Schemas.check(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** So many bytes, or fewer where the connection ends. */
  byte[] receiveBytes(int count) throws IOException {
    return in.readNBytes(count);
  }

  String receiveText(int count) throws IOException {
    return new String(in.readNBytes(count), StandardCharsets.UTF_8);
  }

  String ask(String document) throws IOException {
    send(document);
    return receive();
  }

  /** Wraps the command's content in epp and command, with a clTRID of its own. */
  String command(String content) throws IOException {
    return ask(EppText.command(content, "RAW-" + ++commands + "-" + System.identityHashCode(this)));
  }

  /** Sends a command and returns the response, which must carry this code. */
  String expect(int code, String content) throws IOException {
    String response = command(content);
    assertEquals(code, code(response), () -> content + "\n" + response);
    return response;
  }

  /** Waits until the server has closed. */
  boolean isClosedByServer() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  static int code(String response) {
    Matcher matcher = CODE.matcher(response);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static SSLContext context(Path authority, Path certificate, Path key) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificate(authority));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManager[] keys = null;
    if (certificate != null) {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "client", key(key), new char[0], new Certificate[] {certificate(certificate)});
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(own, new char[0]);
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  static Certificate certificate(Path pem) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem)));
  }

  private static java.security.PrivateKey key(Path pem) throws Exception {
    String body = Files.readString(pem).replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
