package dev.domicile.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.api.RequestSigner;
import dev.domicile.api.Version;
import dev.domicile.app.Config;
import dev.domicile.app.ExampleCall;
import dev.domicile.app.SandboxMode;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.registry.sandbox.SandboxOptions;
import dev.domicile.store.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decisions of docs/differences.md that show only at the public API as a whole. */
class DifferencesTest {

  @TempDir static Path folder;
  private static Config config;
  private static SandboxMode mode;

  @BeforeAll
  static void start() {
    config = Config.sandboxDefaults(folder).onFreePorts();
    mode =
        new SandboxMode(
            config,
            SandboxOptions.in(folder.resolve(SandboxMode.STATE)).withSampleDomains(10),
            SampleDomains.names(10),
            InstantSource.system());
  }

  @AfterAll
  static void stop() {
    mode.close();
  }

  @Test
  void aBareDomainNameIsAListOfOne() throws Exception {
    Map<String, String> parameters = new HashMap<>(ExampleCall.parameters(List.of()));
    parameters.put("DomainName", "sample-0001.com");
    assertEquals(1, total(submit(parameters)));
  }

  @Test
  void parametersOfOtherOperationsAreIgnored() throws Exception {
    Map<String, String> parameters =
        new HashMap<>(ExampleCall.parameters(List.of("sample-0002.net")));
    parameters.put("RegistrantProfileId", "12345");
    parameters.put("Tag.1.Key", "x");
    assertEquals(1, total(submit(parameters)));
  }

  @Test
  void userClientIpIsKeptAsTheTasksAddress() throws Exception {
    Map<String, String> parameters =
        new HashMap<>(ExampleCall.parameters(List.of("sample-0003.org")));
    assertEquals("127.0.0.1", clientIp(submit(parameters)));
    parameters = new HashMap<>(ExampleCall.parameters(List.of("sample-0004.test")));
    parameters.put("UserClientIp", "198.51.100.7");
    assertEquals("198.51.100.7", clientIp(submit(parameters)));
  }

  private static String clientIp(String taskNo) {
    try (Database database = Database.open(config.database())) {
      return database.read(
          sql ->
              sql.row(
                      "SELECT client_ip FROM task WHERE task_no = ?",
                      row -> row.text("client_ip"),
                      taskNo)
                  .orElseThrow());
    }
  }

  private static String submit(Map<String, String> parameters) throws Exception {
    JsonNode answer = call(ExampleCall.ACTION, parameters);
    assertTrue(answer.has("TaskNo"), answer.toString());
    return answer.path("TaskNo").asString();
  }

  private static int total(String taskNo) throws Exception {
    Map<String, String> page = Map.of("TaskNo", taskNo, "PageNum", "1", "PageSize", "10");
    return call("QueryTaskDetailList", page).path("TotalItemNum").intValue();
  }

  private static JsonNode call(String action, Map<String, String> parameters)
      throws IOException, InterruptedException {
    RequestSigner signer =
        new RequestSigner(InstantSource.system(), () -> UUID.randomUUID().toString());
    String query = signer.query("GET", mode.key(), action, Version.V2018_01_29, parameters);
    URI uri = URI.create("http://127.0.0.1:" + mode.app().api().getPort() + "/?" + query);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return new JsonMapper()
          .readTree(
              client
                  .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                  .body());
    }
  }
}
