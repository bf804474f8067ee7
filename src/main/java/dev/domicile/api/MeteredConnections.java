package dev.domicile.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;

/**
 * HTTP/1.1 connections whose requests are counted while they are still being read: request lines
 * here are megabytes long, and the web server holds them long before its handlers see them.
 */
final class MeteredConnections extends HttpConnectionFactory {

  private final RequestMemory memory;

  MeteredConnections(HttpConfiguration configuration, RequestMemory memory) {
    super(configuration);
    this.memory = memory;
  }

  /** What the request's connection holds; the request's octets so far are in it. */
  static RequestMemory.Share share(Request request) {
    return ((Metered) request.getConnectionMetaData().getConnection()).share;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    Metered connection = new Metered(getHttpConfiguration(), connector, endPoint, memory.share());
    connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(connection, connector, endPoint);
  }

  private static final class Metered extends HttpConnection {

    private final RequestMemory.Share share;

    Metered(
        HttpConfiguration configuration,
        Connector connector,
        EndPoint endPoint,
        RequestMemory.Share share) {
      this.share = share;
      super(configuration, connector, endPoint);
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
      HttpParser.RequestHandler handler =
          (HttpParser.RequestHandler) super.newHttpParser(compliance).getHandler();
      HttpParser parser =
          new Counting(handler, getHttpConfiguration().getRequestHeaderSize(), compliance, share);
      parser.setHeaderCacheSize(getHttpConfiguration().getHeaderCacheSize());
      parser.setHeaderCacheCaseSensitive(getHttpConfiguration().isHeaderCacheCaseSensitive());
      return parser;
    }

    @Override
    public void onClose(Throwable cause) {
      share.endOfConnection();
      super.onClose(cause);
    }
  }

  private static final class Counting extends HttpParser {

    private final RequestMemory.Share share;

    Counting(
        RequestHandler handler, int most, HttpCompliance compliance, RequestMemory.Share share) {
      super(handler, most, compliance);
      this.share = share;
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
      boolean header = getState().ordinal() < State.CONTENT.ordinal();
      int before = buffer.remaining();
      boolean event = super.parseNext(buffer);
      if (!header || share.grow(before - buffer.remaining()) || event) {
        return event;
      }
      BufferUtil.clear(buffer);
      badMessage(new HttpException.RuntimeException(HttpStatus.SERVICE_UNAVAILABLE_503));
      return false;
    }

    @Override
    public void reset() {
      share.endOfRequest();
      super.reset();
    }
  }
}
