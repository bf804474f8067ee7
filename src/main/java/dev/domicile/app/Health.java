package dev.domicile.app;

import dev.domicile.api.AdminAnswer;
import dev.domicile.ops.Metrics;
import dev.domicile.store.Database;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The admin pages. Readiness is about the service and its database; a registry that is down is no
 * reason to take the service away from its callers.
 */
final class Health {

  private final Database database;
  private volatile String state = "starting";
  private volatile boolean ready;

  Health(Database database) {
    this.database = database;
  }

  void ready() {
    state = "ready";
  }

  void stopping() {
    state = "stopping";
  }

  Map<String, Supplier<AdminAnswer>> pages(Metrics metrics, StoreFigures figures) {
    metrics.figures(
        "domicile_ready",
        "1 where this process answers requests and its database does",
        List.of(),
        () -> Map.of(List.of(), ready ? 1.0 : 0.0));
    return Map.of(
        "/healthz", () -> AdminAnswer.text(200, "alive\n"),
        "/readyz", this::readiness,
        "/metrics", () -> scraped(metrics, figures));
  }

  private AdminAnswer scraped(Metrics metrics, StoreFigures figures) {
    ready = figures.look() && state.equals("ready");
    return new AdminAnswer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
  }

  private AdminAnswer readiness() {
    if (!state.equals("ready")) {
      return AdminAnswer.text(503, state + "\n");
    }
    try {
      database.read(sql -> sql.number("SELECT count(*) AS n FROM keyset"));
      return AdminAnswer.text(200, "ready\n");
    } catch (RuntimeException e) {
      return AdminAnswer.text(503, "the database does not answer; see the log\n");
    }
  }
}
