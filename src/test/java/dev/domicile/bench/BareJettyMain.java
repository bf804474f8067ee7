package dev.domicile.bench;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The least that an answer over HTTP can cost: the product's web server, set up as the product sets
 * it up, and a handler that answers the same text to everything. Tells its port, and ends with its
 * input.
 */
final class BareJettyMain {

  private BareJettyMain() {}

  public static void main(String[] args) throws Exception {
    byte[] answer = args[0].getBytes(StandardCharsets.UTF_8);
    QueuedThreadPool threads = new QueuedThreadPool(16, 4);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request"));
    Server server = new Server(threads);
    server.setHandler(new Constant(answer));
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(10 << 20);
    http.setInputBufferSize(16 << 10);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    server.start();
    System.out.println(connector.getLocalPort());
    while (System.in.read() >= 0) {
      continue;
    }
    server.stop();
  }

  private static final class Constant extends Handler.Abstract {
    private final byte[] answer;

    Constant(byte[] answer) {
      this.answer = answer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.setStatus(200);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
      response.write(true, ByteBuffer.wrap(answer), callback);
      return true;
    }
  }
}
