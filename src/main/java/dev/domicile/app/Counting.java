package dev.domicile.app;

import dev.domicile.api.RequestObserver;
import dev.domicile.ops.Metrics;
import dev.domicile.registry.Trouble;
import dev.domicile.registry.epp.EppEvents;
import java.time.Duration;

/** Brings what the rooms tell to the metrics, which know no room. */
final class Counting {

  private Counting() {}

  static RequestObserver requests(Metrics metrics) {
    return seen -> metrics.request(seen.action(), seen.code(), seen.took());
  }

  static EppEvents commands(Metrics metrics, String registry) {
    return new EppEvents() {
      @Override
      public void answered(String command, int code, Duration latency) {
        metrics.command(registry, command, Integer.toString(code));
        metrics.answered(registry, command, latency);
      }

      @Override
      public void lost(String command, Trouble.Kind kind) {
        metrics.command(registry, command, "lost");
      }

      @Override
      public void notSent(String command, Trouble.Kind kind) {
        metrics.command(registry, command, "not-sent");
      }

      @Override
      public void connectFailed(Trouble.Kind kind) {
        metrics.connectFailed(registry, kind.name());
      }
    };
  }
}
