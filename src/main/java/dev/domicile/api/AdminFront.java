package dev.domicile.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of the admin listener: health, readiness, metrics. GET and HEAD only, no parameters, no
 * signatures: the listener is for the machine's own network.
 */
public final class AdminFront implements HttpAnswerer {

  private static final Logger LOG = LoggerFactory.getLogger(AdminFront.class);

  private final Map<String, Supplier<AdminAnswer>> pages;

  /**
   * @param pages by path, such as {@code /healthz}
   */
  public AdminFront(Map<String, Supplier<AdminAnswer>> pages) {
    this.pages = Map.copyOf(pages);
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    Supplier<AdminAnswer> page = pages.get(request.path());
    if (page == null) {
      return response(AdminAnswer.text(404, "not found\n"), Map.of());
    }
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return response(AdminAnswer.text(405, "GET only\n"), Map.of("Allow", "GET, HEAD"));
    }
    return response(read(request.path(), page), Map.of());
  }

  @Override
  public HttpResponse refuse(HttpRequest request, ErrorCode code) {
    return response(AdminAnswer.text(code.status(), code.code() + "\n"), Map.of());
  }

  private static AdminAnswer read(String path, Supplier<AdminAnswer> page) {
    try {
      return page.get();
    } catch (RuntimeException bug) {
      LOG.error("{} failed", path, bug);
      return AdminAnswer.text(500, "failed, see the log\n");
    }
  }

  private static HttpResponse response(AdminAnswer answer, Map<String, String> headers) {
    return new HttpResponse(
        answer.status(),
        answer.contentType(),
        headers,
        answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
