package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.domicile.account.AccessKey;
import dev.domicile.account.Caller;
import dev.domicile.account.Policy;
import dev.domicile.account.SecurityToken;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests recorded from the official SDKs, taken through the gateway as they came. */
class VectorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"classic-v1", "async-v1", "classic-acs3", "tea-acs3"})
  void everyRecordedRequestPassesAndFailsWithAnotherSecret(String file) {
    JsonNode vectors = vectors(file);
    for (JsonNode vector : vectors) {
      String name = vector.get("name").asString();
      HttpResponse good = gateway("testsecret", token(name)).answer(request(vector));
      assertEquals(200, good.status(), () -> name + ": " + good.text());
      HttpResponse bad = gateway("othersecret", token(name)).answer(request(vector));
      assertEquals(400, bad.status(), name);
      assertTrue(bad.text().contains("SignatureDoesNotMatch"), () -> name + ": " + bad.text());
    }
    assertTrue(vectors.size() >= 9, "vectors are missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic-v1", "async-v1"})
  void theServersStringToSignIsTheClients(String file) {
    for (JsonNode vector : vectors(file)) {
      boolean all = !vector.get("canonicalRule").asString().equals("skip-empty");
      Map<String, String> parameters = new TreeMap<>();
      vector
          .get("queryParams")
          .forEach(p -> parameters.put(p.get(0).asString(), p.get(1).asString()));
      vector
          .get("bodyParams")
          .forEach(p -> parameters.put(p.get(0).asString(), p.get(1).asString()));
      String method = vector.get("request").get("method").asString();
      assertEquals(
          vector.get("stringToSign").asString(),
          SignatureV1.stringToSign(method, parameters, all),
          vector.get("name").asString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic-acs3", "tea-acs3"})
  void theServersAcs3StringToSignIsTheClients(String file) {
    for (JsonNode vector : vectors(file)) {
      HttpRequest request = request(vector);
      Map<String, String> parameters = new TreeMap<>();
      FormParameters.read(request, 1_000, parameters);
      SignatureAcs3 signature = (SignatureAcs3) Signature.of(request);
      assertEquals(
          vector.get("stringToSign").asString(),
          signature.stringToSign(request, parameters),
          vector.get("name").asString());
    }
  }

  /** What the operation gets is what the SDK's user put in; one SDK leaves out what is empty. */
  @ParameterizedTest
  @ValueSource(strings = {"classic-v1", "async-v1", "classic-acs3", "tea-acs3"})
  void everyParameterArrivesAsItWasGiven(String file) {
    for (JsonNode vector : vectors(file)) {
      Map<String, String> read = new TreeMap<>();
      assertEquals(Optional.empty(), FormParameters.read(request(vector), 1_000, read));
      vector
          .get("input")
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isArray()) {
                  List<String> items = new ArrayList<>();
                  field.getValue().forEach(item -> items.add(item.asString()));
                  assertEquals(items, new Parameters(read).list(field.getKey()));
                } else {
                  assertEquals(field.getValue().asString(), read.getOrDefault(field.getKey(), ""));
                }
              });
    }
  }

  /** Some were recorded with a temporary key. */
  private static SecurityToken token(String name) {
    return name.endsWith(",sts") ? new SecurityToken("sts/token+x==", Long.MAX_VALUE) : null;
  }

  static Gateway gateway(String secret, SecurityToken token) {
    Rig rig = new Rig().withEndlessWindow();
    rig.operations.clear();
    for (String name :
        Set.of(
            Rig.SUBMIT,
            "SaveBatchTaskForUpdatingContactInfoByRegistrantProfileId",
            "SaveSingleTaskForUpdatingContactInfo",
            "QueryTaskDetailList",
            "QueryTaskList",
            "QueryContactInfo",
            "PollTaskResult",
            "AcknowledgeTaskResult")) {
      rig.operations.add(
          new Rig.TestOperation(
              name, Set.of(Version.values()), true, call -> Answer.ok(Tree.object())));
    }
    return rig.gateway(
        id ->
            Optional.of(
                    new AccessKey(
                        id, secret, true, new Caller(1, "demo", id), Policy.EVERYTHING, token))
                .filter(key -> key.id().equals("testid")));
  }

  static JsonNode vectors(String file) {
    InputStream in = VectorsTest.class.getResourceAsStream("/vectors/" + file + ".json");
    return new JsonMapper().readTree(in);
  }

  static HttpRequest request(JsonNode vector) {
    JsonNode request = vector.get("request");
    String target = request.get("target").asString();
    int question = target.indexOf('?');
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    JsonNode raw = request.get("rawHeaders");
    for (int i = 0; i < raw.size(); i += 2) {
      headers
          .computeIfAbsent(raw.get(i).asString(), name -> new ArrayList<>())
          .add(raw.get(i + 1).asString());
    }
    return new HttpRequest(
        request.get("method").asString(),
        question < 0 ? target : target.substring(0, question),
        question < 0 ? "" : target.substring(question + 1),
        headers,
        request.get("body").asString().getBytes(StandardCharsets.UTF_8),
        "127.0.0.1");
  }
}
