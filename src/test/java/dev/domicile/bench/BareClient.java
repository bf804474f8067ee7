package dev.domicile.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/** As many bare sessions as a service would open, each with its part of the work. */
final class BareClient implements AutoCloseable {

  private final List<BareEpp> sessions;

  private BareClient(List<BareEpp> sessions) {
    this.sessions = sessions;
  }

  /** What one session does with its part of the names. */
  interface Work {
    void on(BareEpp session, List<String> names) throws IOException;
  }

  /**
   * Logs in everywhere at once.
   *
   * @param name unique at the registry: part of each clTRID
   */
  static BareClient open(RegistryProcess.Access access, int sessions, String name)
      throws Exception {
    SSLContext context = BareEpp.context(access);
    List<BareEpp> opened = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<BareEpp>> opening = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        String each = name + "-" + i;
        opening.add(threads.submit(() -> new BareEpp(context, access, each)));
      }
      for (Future<BareEpp> session : opening) {
        opened.add(session.get());
      }
    }
    return new BareClient(opened);
  }

  /** Returns the seconds that it took. */
  double run(List<String> names, Work work) throws Exception {
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < sessions.size(); i++) {
        BareEpp session = sessions.get(i);
        int from = i * names.size() / sessions.size();
        int to = (i + 1) * names.size() / sessions.size();
        working.add(
            threads.submit(
                () -> {
                  work.on(session, names.subList(from, to));
                  return null;
                }));
      }
      for (Future<?> part : working) {
        part.get();
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public void close() throws IOException {
    for (BareEpp session : sessions) {
      session.close();
    }
  }
}
