package dev.domicile.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** Puts answers and refusals into HTTP. */
final class Answers {

  private Answers() {}

  static HttpResponse response(Exchange exchange, Answer answer) {
    return switch (answer) {
      case Answer.Ok(Tree.Obj body) -> ok(exchange, body);
      case Answer.Refused(Refusal refusal) -> error(exchange, refusal);
    };
  }

  private static HttpResponse ok(Exchange exchange, Tree.Obj body) {
    Tree.Obj whole = Tree.object().put("RequestId", exchange.requestId);
    body.fields().forEach(field -> whole.put(field.name(), field.value()));
    String root = exchange.operation().name() + "Response";
    return response(exchange, 200, root, whole, new LinkedHashMap<>());
  }

  private static HttpResponse error(Exchange exchange, Refusal refusal) {
    Tree.Obj body =
        Tree.object()
            .put("RequestId", exchange.requestId)
            .put("HostId", exchange.request.header("host").orElse(""))
            .put("Code", refusal.codeText())
            .put("Message", refusal.message(exchange.lang));
    Map<String, String> headers = new LinkedHashMap<>();
    if (refusal.code() == ErrorCode.UNSUPPORTED_HTTP_METHOD) {
      headers.put("Allow", "GET, POST");
    }
    if (refusal.retryAfter() > 0) {
      headers.put("x-acs-retry-after", Integer.toString(refusal.retryAfter()));
    }
    return response(exchange, refusal.status(), "Error", body, headers);
  }

  private static HttpResponse response(
      Exchange exchange, int status, String root, Tree.Obj body, Map<String, String> headers) {
    headers.put("x-acs-request-id", exchange.requestId);
    Format format = exchange.format;
    return new HttpResponse(
        status, format.contentType(), headers, AnswerWriter.write(format, root, body));
  }
}
