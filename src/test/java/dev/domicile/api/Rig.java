package dev.domicile.api;

import dev.domicile.account.AccessKey;
import dev.domicile.account.Caller;
import dev.domicile.account.KeyRing;
import dev.domicile.account.Policy;
import dev.domicile.account.SecurityToken;
import dev.domicile.wire.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** A gateway with a few test operations, and the client's side of signature 1.0. */
final class Rig {

  static final String SUBMIT = "SaveBatchTaskForUpdatingContactInfoByNewContact";
  static final String TEMPORARY = "STS.testid";
  static final String TOKEN = "DST" + "t".repeat(40);
  static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

  GatewaySettings settings = GatewaySettings.defaults();
  Instant now = NOW;
  NonceStore nonceStore = NonceStore.NONE;
  Throttle throttle = Throttle.UNLIMITED;
  Permissions permissions = Permissions.ALL;
  final List<RequestObserver.Seen> seen = new ArrayList<>();
  final List<Operation> operations =
      new ArrayList<>(
          List.of(
              new TestOperation(SUBMIT, Set.of(Version.values()), true, Rig::submitted),
              new TestOperation("QueryTaskList", Set.of(Version.values()), false, Rig::echo),
              new TestOperation(
                  "OnlyIn2018",
                  Set.of(Version.V2018_01_29),
                  false,
                  call -> Answer.ok(Tree.object())),
              new TestOperation("Fails", Set.of(Version.values()), false, Rig::fail)));
  private final Map<String, AccessKey> keys =
      Map.of(
          "testid",
          new AccessKey("testid", "testsecret", true, new Caller(1, "demo", "testid")),
          TEMPORARY,
          new AccessKey(
              TEMPORARY,
              "testsecret",
              true,
              new Caller(1, "demo", TEMPORARY),
              Policy.EVERYTHING,
              new SecurityToken(TOKEN, Long.MAX_VALUE)),
          "disabled",
          new AccessKey("disabled", "testsecret", false, new Caller(1, "demo", "disabled")));
  private final Random random = new Random(7);
  private int nonce;

  Gateway gateway() {
    return gateway(id -> Optional.ofNullable(keys.get(id)));
  }

  Gateway gateway(KeyRing ring) {
    RequestObserver observer =
        one -> {
          synchronized (seen) {
            seen.add(one);
          }
        };
    return new Gateway(
        settings,
        new Gateway.Doors(
            ring, new Operations(operations), nonceStore, throttle, permissions, observer),
        () -> now,
        () -> {
          synchronized (random) {
            return new UUID(random.nextLong(), random.nextLong());
          }
        });
  }

  Rig withEndlessWindow() {
    settings = settings.withTimestampWindow(Duration.ofDays(36_500_000));
    return this;
  }

  /** The common parameters of a call that passes, and a few of its own. */
  Map<String, String> parameters(String action, String... more) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("Action", action);
    parameters.put("Version", "2018-01-29");
    parameters.put("AccessKeyId", "testid");
    parameters.put("SignatureMethod", "HMAC-SHA1");
    parameters.put("SignatureVersion", "1.0");
    parameters.put("SignatureNonce", "nonce-" + nonce++);
    parameters.put("Timestamp", now.toString());
    parameters.put("Format", "JSON");
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return parameters;
  }

  static Map<String, String> signed(String method, Map<String, String> parameters) {
    return signed(method, parameters, "testsecret");
  }

  static Map<String, String> signed(String method, Map<String, String> parameters, String secret) {
    Map<String, String> whole = new TreeMap<>(parameters);
    whole.remove("Signature");
    whole.put("Signature", SignatureV1.sign(SignatureV1.stringToSign(method, whole, true), secret));
    return whole;
  }

  static String form(Map<String, String> parameters) {
    StringBuilder out = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            out.append(out.isEmpty() ? "" : "&")
                .append(PercentEncoding.encode(name))
                .append('=')
                .append(PercentEncoding.encode(value)));
    return out.toString();
  }

  static HttpRequest get(String query) {
    return request("GET", "/", query, Map.of(), "");
  }

  static HttpRequest signedGet(Map<String, String> parameters) {
    return get(form(signed("GET", parameters)));
  }

  static HttpRequest signedPostForm(Map<String, String> parameters) {
    return request(
        "POST",
        "/",
        "",
        Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
        form(signed("POST", parameters)));
  }

  static HttpRequest request(
      String method, String path, String query, Map<String, List<String>> headers, String body) {
    Map<String, List<String>> all = new TreeMap<>(headers);
    all.putIfAbsent("Host", List.of("domain.example"));
    return new HttpRequest(
        method, path, query, all, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1");
  }

  private static Answer submitted(Call call) {
    Parameters parameters = call.parameters();
    parameters.required("ContactType");
    List<String> names = parameters.requiredList("DomainName");
    Refusal refusal = parameters.refusal();
    if (refusal != null) {
      return Answer.refused(refusal);
    }
    if (names.contains("missing.test")) {
      return Answer.refused(
          Refusal.of(ErrorCode.DOMAIN_NOT_EXIST, "1 name: missing.test.", "1个：missing.test。"));
    }
    return Answer.ok(Tree.object().put("TaskNo", "65de2165-ca09-491f-9fe0-000000000001"));
  }

  private static Answer echo(Call call) {
    Tree.Obj row =
        Tree.object()
            .put("TaskNo", "65de2165")
            .put("TaskNum", call.parameters().list("DomainName").size())
            .put("Clientip", call.clientAddress())
            .put("Text", call.parameters().text("Text").orElse(""));
    return Answer.ok(
        Tree.object()
            .put("TotalItemNum", 1)
            .put("PrePage", false)
            .put("Data", Tree.object().put("TaskInfo", Tree.rows(List.of(row)))));
  }

  private static Answer fail(Call call) {
    throw new IllegalStateException("a bug of the test operation");
  }

  record TestOperation(
      String name, Set<Version> versions, boolean writes, Function<Call, Answer> body)
      implements Operation {

    @Override
    public Permission permission() {
      return new Permission("domain:DomainInfoModification", true, writes);
    }

    @Override
    public Description describe() {
      Description description = Description.of("A test's.");
      for (String name :
          List.of(
              "DomainName",
              "ContactType",
              "RegistrantType",
              "TransferOutProhibited",
              "RegistrantName",
              "RegistrantOrganization",
              "Text",
              "PageNum",
              "PageSize")) {
        description = description.with(Parameter.optional(name, Parameter.Kind.LIST, ""));
      }
      return description;
    }

    @Override
    public Answer run(Call call) {
      return body.apply(call);
    }
  }
}
