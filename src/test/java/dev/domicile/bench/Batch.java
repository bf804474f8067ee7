package dev.domicile.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One batch from its submission to its end. */
final class Batch {

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Batch() {}

  /**
   * Returns the seconds from the answer with the TaskNo to the first answer that shows every domain
   * changed.
   */
  static double run(Client client, List<String> domains, String registrant) throws IOException {
    return run(client, domains, client.submission(domains, registrant));
  }

  /**
   * @param submission of a change of these domains
   */
  static double run(Client client, List<String> domains, byte[] submission) throws IOException {
    String taskNo = client.submit(submission);
    long began = System.nanoTime();
    int done = 0;
    long patience = began + PATIENCE.toNanos();
    while (done < domains.size()) {
      LockSupport.parkNanos(LOOK.toNanos());
      int now = client.count(taskNo, 2);
      if (now > done) {
        done = now;
        patience = System.nanoTime() + PATIENCE.toNanos();
      } else if (client.count(taskNo, 3) > 0 || System.nanoTime() > patience) {
        throw new IOException("task " + taskNo + " came to " + done + " of " + domains.size());
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }
}
