package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.domicile.account.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * tea-openapi, on which the generated SDKs stand, called as they call it.
 *
 * @param algorithm null for its default, ACS3-HMAC-SHA256; {@code v2} for signature 1.0
 */
record TeaClient(String endpoint, KeyPair key, String version, String algorithm)
    implements SdkClient {

  @Override
  public String name() {
    return "tea " + (algorithm == null ? "V3" : "V1") + " " + version;
  }

  @Override
  public String submit(Map<String, String> contact, List<String> names) throws Exception {
    return String.valueOf(call(SignedCall.SUBMIT, query(contact, names)).get("TaskNo"));
  }

  @Override
  public Told refused(Map<String, String> contact, List<String> names) {
    TeaException told = assertThrows(TeaException.class, () -> submit(contact, names));
    return new Told(told.getCode(), told.getMessage());
  }

  private static Map<String, String> query(Map<String, String> contact, List<String> names) {
    Map<String, String> query = new TreeMap<>(contact);
    for (int i = 0; i < names.size(); i++) {
      query.put("DomainName." + (i + 1), names.get(i));
    }
    return query;
  }

  @Override
  public Page list(String taskNo, int pageNum, int pageSize, Map<String, String> filters)
      throws Exception {
    Map<String, String> query = new TreeMap<>(filters);
    query.put("TaskNo", taskNo);
    query.put("PageNum", Integer.toString(pageNum));
    query.put("PageSize", Integer.toString(pageSize));
    Map<?, ?> body = call(SignedCall.LIST, query);
    List<Map<String, String>> rows = new ArrayList<>();
    for (Object each : (List<?>) ((Map<?, ?>) body.get("Data")).get("TaskDetail")) {
      Map<String, String> row = new LinkedHashMap<>();
      ((Map<?, ?>) each).forEach((field, value) -> row.put((String) field, value.toString()));
      rows.add(row);
    }
    return new Page(
        ((Number) body.get("TotalItemNum")).intValue(),
        ((Number) body.get("CurrentPageNum")).intValue(),
        ((Number) body.get("TotalPageNum")).intValue(),
        ((Number) body.get("PageSize")).intValue(),
        (Boolean) body.get("PrePage"),
        (Boolean) body.get("NextPage"),
        rows);
  }

  private Map<?, ?> call(String action, Map<String, String> query) throws Exception {
    Config config = new Config();
    config.accessKeyId = key.id();
    config.accessKeySecret = key.secret();
    config.endpoint = endpoint;
    config.protocol = "HTTP";
    config.regionId = "cn-hangzhou";
    config.signatureAlgorithm = algorithm;
    Params params =
        new Params()
            .setAction(action)
            .setVersion(version)
            .setProtocol("HTTP")
            .setPathname("/")
            .setMethod("POST")
            .setAuthType("AK")
            .setStyle("RPC")
            .setReqBodyType("formData")
            .setBodyType("json");
    OpenApiRequest request = new OpenApiRequest();
    request.query = query;
    return (Map<?, ?>)
        new Client(config).callApi(params, request, new RuntimeOptions()).get("body");
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return name();
  }
}
