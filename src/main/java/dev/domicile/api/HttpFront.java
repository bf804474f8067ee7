package dev.domicile.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP or HTTPS listener: turns HTTP into {@link HttpRequest} and back, and holds the limits.
 * What the web server itself refuses also goes through {@link HttpAnswerer#refuse}, since no client
 * of the API can read anything but the API's errors.
 */
public final class HttpFront implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  /**
   * What the parser takes beyond both limits. A request that is a little too large is then read and
   * refused in the format it asked for; of one that the parser drops nothing is known.
   */
  private static final int PARSER_SLACK = 1 << 20;

  /** A client that is still sending cannot hear a refusal; up to so many octets it is heard out. */
  private static final long HEARD_OUT = 64L << 20;

  /** How long a kept-alive connection without a request is left open when the front stops. */
  private static final long CLOSING_MILLIS = 100;

  private static final int THREADS = 16;

  /** Octets of a body that are read at once. */
  private static final int PORTION = 16 << 10;

  private final HttpFrontSettings settings;
  private final HttpAnswerer answerer;
  private final @Nullable ServerCertificate certificate;
  private final RequestMemory memory;
  private final Server server;
  private final ServerConnector connector;

  /** Until when the certificate in use is good; empty where this front speaks plain HTTP. */
  public Optional<Instant> certificateUntil() {
    return Optional.ofNullable(certificate).map(ServerCertificate::until);
  }

  /**
   * @param name of its threads
   */
  public HttpFront(String name, HttpFrontSettings settings, HttpAnswerer answerer) {
    this.settings = settings;
    this.answerer = answerer;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
    threads.setName(name);
    threads.setVirtualThreadsExecutor(
        VirtualThreads.getNamedVirtualThreadsExecutor(name + "-request"));
    server = new Server(threads);
    server.setStopTimeout(settings.stop().toMillis());
    server.setErrorHandler(this::refuse);
    server.setHandler(new GracefulHandler(new Front()));
    memory = new RequestMemory(settings.inFlight());
    certificate = settings.tls() == null ? null : new ServerCertificate(settings.tls());
    connector = new ServerConnector(server, 1, 1, protocols());
    connector.setHost(settings.listen().getAddress().getHostAddress());
    connector.setPort(settings.listen().getPort());
    connector.setIdleTimeout(settings.idle().toMillis());
    connector.setShutdownIdleTimeout(CLOSING_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(settings.connections(), server));
  }

  /**
   * @return where it listens now
   * @throws IOException with one line for people: the port is in use, or not allowed, or the
   *     certificate cannot be used
   */
  public InetSocketAddress start() throws IOException {
    if (certificate != null) {
      certificate.load();
      certificate.watch();
    }
    try {
      server.start();
    } catch (Exception failed) {
      close();
      throw new IOException("cannot listen on " + shown() + ": " + reason(failed), failed);
    }
    return new InetSocketAddress(settings.listen().getAddress(), connector.getLocalPort());
  }

  /** Octets of large requests that are in memory now. */
  long held() {
    return memory.held();
  }

  /** Takes no more requests, lets those under way end, and closes all connections. */
  @Override
  public void close() {
    if (certificate != null) {
      certificate.close();
    }
    try {
      server.stop();
    } catch (Exception failed) {
      LOG.warn("the listener on {} did not stop in good order", shown(), failed);
    }
  }

  /**
   * On an HTTPS listener plain HTTP is read as well, only to be told that it will not do: the
   * clients' authors would else see a connection that breaks.
   */
  private ConnectionFactory[] protocols() {
    ConnectionFactory http = new MeteredConnections(configuration(), memory);
    if (certificate == null) {
      return new ConnectionFactory[] {http};
    }
    SslConnectionFactory tls = new SslConnectionFactory(certificate.context(), http.getProtocol());
    return new ConnectionFactory[] {new DetectorConnectionFactory(tls), http};
  }

  private HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(settings.requestLine() + settings.header() + PARSER_SLACK);
    http.setInputBufferSize(16 << 10);
    return http;
  }

  private final class Front extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      try {
        send(answer(request, response), response, callback);
      } catch (IOException gone) {
        callback.failed(gone);
      } catch (RuntimeException | Error bug) {
        // not left to the web server, which would log the request with all its parameters
        LOG.error("a request failed outside its operation", bug);
        send(refused(request, ErrorCode.INTERNAL_ERROR), response, callback);
      }
      return true;
    }
  }

  private HttpResponse answer(Request request, Response response) throws IOException {
    if (settings.tls() != null && !request.getConnectionMetaData().isSecure()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      return refused(request, ErrorCode.INVALID_PROTOCOL_NEED_SSL);
    }
    String target = request.getHttpURI().getPathQuery();
    if (target != null && target.length() > settings.requestLine()) {
      return refused(request, ErrorCode.REQUEST_LINE_TOO_LONG);
    }
    if (headerSize(request) > settings.header()) {
      return refused(request, ErrorCode.REQUEST_HEADER_TOO_LARGE);
    }
    try {
      RequestMemory.Share share = MeteredConnections.share(request);
      Body body = body(request, share);
      HttpRequest read = read(request, body.octets());
      if (body.whole() && !share.isRefused()) {
        return answerer.answer(read);
      }
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      return answerer.refuse(
          read,
          share.isRefused() ? ErrorCode.SERVICE_UNAVAILABLE : ErrorCode.REQUEST_BODY_TOO_LARGE);
    } catch (IOException | HttpException.RuntimeException unread) {
      return refused(request, unreadable(unread));
    }
  }

  /**
   * @param octets up to the limit
   * @param whole whether that was all
   */
  private record Body(byte[] octets, boolean whole) {}

  private Body body(Request request, RequestMemory.Share share) throws IOException {
    if (!announcesBody(request)) {
      return new Body(new byte[0], true);
    }
    if (request.getLength() > settings.body() && expectsContinue(request)) {
      return new Body(new byte[0], false);
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] buffer = new byte[portion(request.getLength())];
      ByteArrayOutputStream octets = new ByteArrayOutputStream(buffer.length);
      long total = 0;
      for (int n = in.read(buffer); n >= 0 && total <= HEARD_OUT; n = in.read(buffer)) {
        total += n;
        int kept = Math.min(n, settings.body() - octets.size());
        if (share.grow(kept)) {
          octets.write(buffer, 0, kept);
        }
      }
      return new Body(octets.toByteArray(), total <= settings.body());
    }
  }

  /**
   * @param length as announced, or -1
   */
  private static int portion(long length) {
    return length < 0 ? PORTION : (int) Math.clamp(length, 1, PORTION);
  }

  /** RFC 9112 section 6.3: without either field a request has no body. */
  private static boolean announcesBody(Request request) {
    HttpFields headers = request.getHeaders();
    return headers.contains(HttpHeader.CONTENT_LENGTH)
        || headers.contains(HttpHeader.TRANSFER_ENCODING);
  }

  private static boolean expectsContinue(Request request) {
    return request.getHeaders().contains(HttpHeader.EXPECT);
  }

  private static ErrorCode unreadable(Exception unread) throws IOException {
    if (unread.getCause() instanceof TimeoutException) {
      return ErrorCode.REQUEST_TIMEOUT;
    }
    if (unread instanceof EofException gone) {
      throw gone;
    }
    return ErrorCode.MALFORMED_REQUEST;
  }

  private static int headerSize(Request request) {
    int size = 0;
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue();
      size += field.getName().length() + (value == null ? 0 : value.length()) + 4;
    }
    return size;
  }

  private static HttpRequest read(Request request, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName(), name -> new ArrayList<>())
          .add(Optional.ofNullable(field.getValue()).orElse(""));
    }
    return new HttpRequest(
        request.getMethod(),
        Optional.ofNullable(request.getHttpURI().getPath()).orElse(""),
        Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""),
        headers,
        body,
        Optional.ofNullable(Request.getRemoteAddr(request)).orElse(""));
  }

  private HttpResponse refused(Request request, ErrorCode code) {
    return answerer.refuse(read(request, new byte[0]), code);
  }

  private static void send(HttpResponse answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    answer.headers().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  /** The web server's own refusals: what it could not parse, and what comes while stopping. */
  private boolean refuse(Request request, Response response, Callback callback) {
    Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    int status = cause instanceof HttpException http ? http.getCode() : response.getStatus();
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    send(refused(request, code(status)), response, callback);
    return true;
  }

  private static ErrorCode code(int status) {
    return switch (status) {
      case HttpStatus.URI_TOO_LONG_414 -> ErrorCode.REQUEST_LINE_TOO_LONG;
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> ErrorCode.REQUEST_HEADER_TOO_LARGE;
      case HttpStatus.PAYLOAD_TOO_LARGE_413 -> ErrorCode.REQUEST_BODY_TOO_LARGE;
      case HttpStatus.REQUEST_TIMEOUT_408 -> ErrorCode.REQUEST_TIMEOUT;
      case HttpStatus.SERVICE_UNAVAILABLE_503 -> ErrorCode.SERVICE_UNAVAILABLE;
      case HttpStatus.INTERNAL_SERVER_ERROR_500 -> ErrorCode.INTERNAL_ERROR;
      default -> ErrorCode.MALFORMED_REQUEST;
    };
  }

  private String shown() {
    InetAddress address = settings.listen().getAddress();
    return address.getHostAddress() + ":" + settings.listen().getPort();
  }

  private static String reason(Throwable failed) {
    Throwable deepest = failed;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
