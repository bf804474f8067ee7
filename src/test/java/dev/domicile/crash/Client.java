package dev.domicile.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.account.AccessKey;
import dev.domicile.api.RequestSigner;
import dev.domicile.api.Version;
import dev.domicile.app.ExampleCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed requests over HTTP. */
final class Client implements AutoCloseable {

  static final int SUCCEEDED = 2;
  static final int FAILED = 3;

  private final URI base;
  private final AccessKey key;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final RequestSigner signer =
      new RequestSigner(InstantSource.system(), () -> UUID.randomUUID().toString());

  Client(URI base, AccessKey key) {
    this.base = base;
    this.key = key;
  }

  /** The API page's sample contact, with what is different here. */
  static Map<String, String> parameters(List<String> names, Map<String, String> different) {
    Map<String, String> parameters = new HashMap<>(ExampleCall.parameters(names));
    parameters.putAll(different);
    return parameters;
  }

  /** The TaskNo. */
  String submit(Map<String, String> parameters) {
    return call(ExampleCall.ACTION, parameters).path("TaskNo").stringValue();
  }

  /**
   * How many of the task's domains stand at a status: {@link #SUCCEEDED}, {@link #FAILED}; 0 waits,
   * 1 is under way.
   */
  int count(String taskNo, int status) {
    return list(taskNo, Map.of("TaskStatus", Integer.toString(status), "PageSize", "1"))
        .path("TotalItemNum")
        .intValue();
  }

  /** All of the task's rows; 1,000 at most. */
  List<JsonNode> rows(String taskNo) {
    return List.copyOf(
        list(taskNo, Map.of("PageSize", "1000")).path("Data").path("TaskDetail").values());
  }

  private JsonNode list(String taskNo, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("TaskNo", taskNo);
    parameters.put("PageNum", "1");
    return call("QueryTaskDetailList", parameters);
  }

  private JsonNode call(String action, Map<String, String> parameters) {
    String query = signer.query("POST", key, action, Version.V2018_01_29, parameters);
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(query))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), action + ": " + response.body());
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
