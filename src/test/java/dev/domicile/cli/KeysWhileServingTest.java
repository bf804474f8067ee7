package dev.domicile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.Await;
import dev.domicile.account.AccessKey;
import dev.domicile.account.Caller;
import dev.domicile.api.RequestSigner;
import dev.domicile.api.Version;
import dev.domicile.app.App;
import dev.domicile.app.Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the key commands do on the database, the service that runs on it follows. */
class KeysWhileServingTest {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final String PASSES = "ParameterIllegal";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Path config;
  private App app;

  @BeforeEach
  void serve() throws IOException {
    config =
        Files.writeString(
            folder.resolve("domicile.yaml"),
            "listen: 127.0.0.1:0\nadmin: 127.0.0.1:0\n"
                + "registries: [{name: closed, tlds: [test], host: 127.0.0.1, plain: true, port: "
                + closedPort()
                + ", login: {id: registrar1, password: nobody-there}}]\n");
    run("account", "create", "acme");
    app = new App(Config.load(config), InstantSource.system());
  }

  @AfterEach
  void stop() {
    app.close();
    http.close();
  }

  @Test
  void aKeyWorksAtOnceAndStopsSoonAfterItIsDisabledOrDeleted() {
    JsonNode key = key("create");
    String id = key.get("AccessKeyId").stringValue();
    assertEquals(PASSES, code(key));
    key("disable", id);
    Await.until("disabled", SOON, () -> code(key).equals("InvalidAccessKeyId.Inactive"));
    key("enable", id);
    Await.until("enabled", SOON, () -> code(key).equals(PASSES));
    key("delete", id);
    Await.until("deleted", SOON, () -> code(key).equals("InvalidAccessKeyId.NotFound"));
  }

  @Test
  void aKeyIsHeldToThePolicyOfItsFile() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.json"),
            "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                + "\"domain:DomainInfoModification\",\"Resource\":\"*\"}]}");
    assertEquals("NoPermission", code(key("create", "--policy", policy.toString())));
  }

  @Test
  void aTemporaryKeyWorksWithItsTokenOnly() {
    JsonNode key = key("create", "--temporary", "1h");
    assertEquals("MissingSecurityToken", code(key));
    String token = key.get("SecurityToken").stringValue();
    assertEquals(PASSES, code(key, Map.of("SecurityToken", token)));
    String other = key("create", "--temporary", "1h").get("SecurityToken").stringValue();
    assertEquals(
        "InvalidSecurityToken.MismatchWithAccessKey", code(key, Map.of("SecurityToken", other)));
  }

  private String code(JsonNode key) {
    return code(key, Map.of());
  }

  /** Of a list of a task that is not there. */
  private String code(JsonNode key, Map<String, String> more) {
    String id = key.get("AccessKeyId").stringValue();
    AccessKey pair =
        new AccessKey(
            id, key.get("AccessKeySecret").stringValue(), true, new Caller(1, "acme", id));
    Map<String, String> parameters = new HashMap<>(more);
    parameters.putAll(Map.of("TaskNo", "none", "PageNum", "1", "PageSize", "1"));
    String query =
        new RequestSigner(InstantSource.system(), () -> UUID.randomUUID().toString())
            .query("GET", pair, "QueryTaskDetailList", Version.V2018_01_29, parameters);
    URI uri = URI.create("http://127.0.0.1:" + app.api().getPort() + "/?" + query);
    try {
      String answer =
          http.send(
                  HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return new JsonMapper().readTree(answer).get("Code").stringValue();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode key(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of("key", command, "--account", "acme"));
    arguments.add("--json");
    arguments.addAll(List.of(more));
    return new JsonMapper().readTree(run(arguments.toArray(String[]::new)));
  }

  private String run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    assertEquals(0, Main.run(all, streams), () -> err.toString(StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
