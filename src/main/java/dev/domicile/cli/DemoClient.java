package dev.domicile.cli;

import dev.domicile.account.AccessKey;
import dev.domicile.api.RequestSigner;
import dev.domicile.api.Version;
import dev.domicile.app.ExampleCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service as any client does: signed requests over HTTP. */
final class DemoClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String base;
  private final RequestSigner signer;
  private final AccessKey key;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  DemoClient(String base, RequestSigner signer, AccessKey key) {
    this.base = base;
    this.signer = signer;
    this.key = key;
  }

  /** The TaskNo. */
  String submit(List<String> domains) throws IOException, InterruptedException {
    return call(ExampleCall.ACTION, ExampleCall.parameters(domains)).path("TaskNo").stringValue();
  }

  /**
   * How many domains of the task stand at a status.
   *
   * @param status 0 waiting, 1 executing, 2 success, 3 failure
   */
  int count(String taskNo, int status) throws IOException, InterruptedException {
    Map<String, String> parameters =
        Map.of(
            "TaskNo",
            taskNo,
            "PageNum",
            "1",
            "PageSize",
            "1",
            "TaskStatus",
            Integer.toString(status));
    return call("QueryTaskDetailList", parameters).path("TotalItemNum").intValue();
  }

  /** What a failed domain shows; empty if none failed. */
  String firstFailure(String taskNo) throws IOException, InterruptedException {
    Map<String, String> parameters =
        Map.of("TaskNo", taskNo, "PageNum", "1", "PageSize", "1", "TaskStatus", "3");
    JsonNode rows = call("QueryTaskDetailList", parameters).path("Data").path("TaskDetail");
    return rows.isEmpty()
        ? ""
        : rows.get(0).path("DomainName").stringValue()
            + ": "
            + rows.get(0).path("FailReason").stringValue();
  }

  @Override
  public void close() {
    http.close();
  }

  private JsonNode call(String action, Map<String, String> parameters)
      throws IOException, InterruptedException {
    String query = signer.query("POST", key, action, Version.V2018_01_29, parameters);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(query))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode body = json.readTree(response.body());
    if (response.statusCode() != 200) {
      throw new IOException(
          action
              + " was refused: "
              + body.path("Code").stringValue()
              + " "
              + body.path("Message").stringValue());
    }
    return body;
  }
}
