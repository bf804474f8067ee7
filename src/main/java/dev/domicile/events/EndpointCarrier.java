package dev.domicile.events;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Posts each delivery, signed, and goes by the status of the answer alone. */
final class EndpointCarrier implements Carrier {

  /** An answer's body says nothing to us; one over this many bytes is a fault of the endpoint. */
  private static final long LARGEST_ANSWER = 64 << 10;

  private final Destination.OfEndpoint to;
  private final DeliverySettings settings;
  private final InstantSource clock;
  private final Signature signature;
  private final HttpClient http;

  /**
   * @throws dev.domicile.store.StartRefused where the authorities' file cannot be used
   */
  EndpointCarrier(Destination.OfEndpoint to, DeliverySettings settings, InstantSource clock) {
    this.to = to;
    this.settings = settings;
    this.clock = clock;
    this.signature = new Signature(to.secret());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout());
    if (settings.ca() != null) {
      builder.sslContext(Authorities.trusting(settings.ca()));
    }
    this.http = builder.build();
  }

  @Override
  public int most() {
    return settings.parallel();
  }

  @Override
  public List<Receipt> carry(List<Delivery> deliveries) throws InterruptedException {
    List<CompletableFuture<HttpResponse<Void>>> posts = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      posts.add(
          http.sendAsync(
              request(delivery), BodyHandlers.limiting(BodyHandlers.discarding(), LARGEST_ANSWER)));
    }
    long end = System.nanoTime() + settings.timeout().toNanos();
    List<Receipt> receipts = new ArrayList<>();
    try {
      for (CompletableFuture<HttpResponse<Void>> post : posts) {
        receipts.add(receipt(post, end));
      }
    } finally {
      posts.forEach(post -> post.cancel(true));
    }
    return receipts;
  }

  private HttpRequest request(Delivery delivery) {
    byte[] body = delivery.body();
    return HttpRequest.newBuilder(to.address())
        .timeout(settings.timeout())
        .header("Content-Type", "application/json")
        .header("User-Agent", "domicile")
        .header("Domicile-Delivery", delivery.id())
        .header("Domicile-Signature", signature.of(clock.millis() / 1_000, body))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private static Receipt receipt(CompletableFuture<HttpResponse<Void>> post, long end)
      throws InterruptedException {
    try {
      return receipt(post.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return new Receipt.Later("no answer in time");
    } catch (ExecutionException e) {
      return new Receipt.Later(cause(e.getCause()));
    }
  }

  /** Never the exception's own words: they may hold what was sent or answered. */
  private static String cause(@Nullable Throwable cause) {
    return switch (cause) {
      case null -> "no answer";
      case HttpTimeoutException e -> "no answer in time";
      case SSLException e -> "no secure connection";
      case java.net.ConnectException e -> "cannot be reached";
      case IOException e -> "no answer (" + e.getClass().getSimpleName() + ")";
      default -> cause.getClass().getSimpleName();
    };
  }

  /** 408 and 429 are the refusals for now; all others of 400 to 499 are for good. */
  private static Receipt receipt(HttpResponse<Void> answer) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return new Receipt.Taken();
    }
    String note = "HTTP " + status;
    return status >= 400 && status < 500 && status != 408 && status != 429
        ? new Receipt.Refused(note)
        : new Receipt.Later(note, notBefore(answer));
  }

  /** RFC 9110 section 10.2.3, the form in seconds. */
  private static Duration notBefore(HttpResponse<Void> answer) {
    String value = answer.headers().firstValue("Retry-After").orElse("");
    return value.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ZERO;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
