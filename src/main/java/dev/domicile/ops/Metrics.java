package dev.domicile.ops;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What is counted, in Prometheus's text format. Labels hold names from the configuration and codes,
 * never data.
 */
public final class Metrics {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("domicile_requests_total")
          .help("Requests answered, by action and code")
          .labelNames("action", "code")
          .register(registry);
  private final Histogram requestSeconds =
      Histogram.builder()
          .name("domicile_request_seconds")
          .help("From the request read to the answer written")
          .labelNames("action")
          .classicOnly()
          .register(registry);
  private final Counter commands =
      Counter.builder()
          .name("domicile_registry_commands_total")
          .help("EPP commands, by registry, command and result: a result code, lost or not-sent")
          .labelNames("registry", "command", "result")
          .register(registry);
  private final Histogram commandSeconds =
      Histogram.builder()
          .name("domicile_registry_command_seconds")
          .help("From the command sent to its answer")
          .labelNames("registry", "command")
          .classicOnly()
          .register(registry);
  private final Counter connectFailures =
      Counter.builder()
          .name("domicile_registry_connect_failures_total")
          .help("Sessions that could not be had, by cause")
          .labelNames("registry", "cause")
          .register(registry);

  private final Counter overdue =
      Counter.builder()
          .name("domicile_pending_overdue_total")
          .help("Looks at changes that a registry has not decided on within pendingWarnAfter")
          .labelNames("registry")
          .register(registry);

  private final Counter deliveries =
      Counter.builder()
          .name("domicile_deliveries_total")
          .help("Tries to deliver records, by result: taken, refused or later")
          .labelNames("stream", "result")
          .register(registry);

  private final Counter stepsEnded =
      Counter.builder()
          .name("domicile_registry_steps_ended_total")
          .help("Domains whose change has ended, by result: done or failed")
          .labelNames("registry", "result")
          .register(registry);
  private final Gauge clockSkew =
      Gauge.builder()
          .name("domicile_registry_clock_skew_seconds")
          .help("How far the registry's clock was ahead of ours at its last greeting")
          .labelNames("registry")
          .register(registry);
  private final Counter internalErrors =
      Counter.builder()
          .name("domicile_internal_errors_total")
          .help("Requests that met a fault of this service")
          .register(registry);
  private final Counter throttled =
      Counter.builder()
          .name("domicile_throttled_total")
          .help("Requests that were over a budget")
          .register(registry);
  private final Counter nodesLost =
      Counter.builder()
          .name("domicile_nodes_lost_total")
          .help("Processes that were not heard of in time, whose work this one took over")
          .register(registry);

  public void request(String action, String code, Duration took) {
    requests.labelValues(action, code).inc();
    requestSeconds.labelValues(action).observe(seconds(took));
  }

  public void command(String name, String command, String result) {
    commands.labelValues(name, command, result).inc();
  }

  public void internalError() {
    internalErrors.inc();
  }

  public void throttled() {
    throttled.inc();
  }

  public void nodeLost() {
    nodesLost.inc();
  }

  /** From here on it is there with 0: of a first 1 nobody could tell that it is an increase. */
  public void willEnd(String name, String result) {
    stepsEnded.initLabelValues(name, result);
  }

  public void ended(String name, String result) {
    stepsEnded.labelValues(name, result).inc();
  }

  public void clockSkew(String name, Duration ahead) {
    clockSkew.labelValues(name).set(seconds(ahead));
  }

  public void overdue(String name) {
    overdue.labelValues(name).inc();
  }

  public void delivery(String stream, String result) {
    deliveries.labelValues(stream, result).inc();
  }

  public void answered(String name, String command, Duration took) {
    commandSeconds.labelValues(name, command).observe(seconds(took));
  }

  public void connectFailed(String name, String cause) {
    connectFailures.labelValues(name, cause).inc();
  }

  /** A figure read at each scrape, one for each of the named things. */
  public <T> void gauge(
      String name, String help, String label, Map<String, T> things, ToDoubleFunction<T> figure) {
    figures(
        name,
        help,
        List.of(label),
        () ->
            things.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        thing -> List.of(thing.getKey()),
                        thing -> figure.applyAsDouble(thing.getValue()))));
  }

  /**
   * Figures read at each scrape.
   *
   * @param now by the labels' values, as far as they are known
   */
  public void figures(
      String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> now) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(
            to ->
                now.get()
                    .forEach((values, figure) -> to.call(figure, values.toArray(String[]::new))))
        .register(registry);
  }

  /** Text format 0.0.4. */
  public String scrape() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
