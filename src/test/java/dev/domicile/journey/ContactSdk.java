package dev.domicile.journey;

import com.aliyun.auth.credentials.Credential;
import com.aliyun.auth.credentials.provider.StaticCredentialProvider;
import com.aliyun.sdk.gateway.pop.Configuration;
import com.aliyun.sdk.gateway.pop.exception.PopClientException;
import com.aliyun.sdk.service.domain20180129.AsyncClient;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import darabonba.core.client.ClientOverrideConfiguration;
import dev.domicile.account.KeyPair;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One way to call an official library: through the model classes that it has for the operation, so
 * that a parameter it cannot send, or a field it does not read, shows.
 */
sealed interface ContactSdk {

  /** The model's own answer, or for the untyped library the answer's map. */
  Object call(String endpoint, KeyPair key, String action, Map<String, Object> in) throws Exception;

  /** The error's code as the library's user sees it. */
  String code(Throwable failure);

  record Classic(FormatType format, SignatureVersion signature) implements ContactSdk {

    @Override
    public Object call(String endpoint, KeyPair key, String action, Map<String, Object> in)
        throws Exception {
      Class<?> model = Class.forName("com.aliyuncs.domain.model.v20180129." + action + "Request");
      RpcAcsRequest<?> request = (RpcAcsRequest<?>) model.getConstructor().newInstance();
      for (var each : in.entrySet()) {
        String list = each.getValue() instanceof List ? "s" : "";
        set(request, "set" + each.getKey() + list, each.getValue());
      }
      request.setSysEndpoint(endpoint);
      request.setSysProtocol(ProtocolType.HTTP);
      request.setSysSignatureVersion(signature);
      request.setAcceptFormat(format);
      return new DefaultAcsClient(DefaultProfile.getProfile("cn-hangzhou", key.id(), key.secret()))
          .getAcsResponse(request);
    }

    @Override
    public String code(Throwable failure) {
      return ((ClientException) failure).getErrCode();
    }
  }

  record Async(com.aliyun.sdk.gateway.pop.auth.SignatureVersion signature) implements ContactSdk {

    @Override
    public Object call(String endpoint, KeyPair key, String action, Map<String, Object> in)
        throws Exception {
      Class<?> model =
          Class.forName("com.aliyun.sdk.service.domain20180129.models." + action + "Request");
      Object builder = model.getMethod("builder").invoke(null);
      for (var each : in.entrySet()) {
        set(builder, decapital(each.getKey()), each.getValue());
      }
      Object request = invoke(builder, builder.getClass().getMethod("build"));
      try (AsyncClient client = client(endpoint, key)) {
        Object answer =
            ((CompletableFuture<?>)
                    AsyncClient.class.getMethod(decapital(action), model).invoke(client, request))
                .get(30, TimeUnit.SECONDS);
        return get(answer, "Body");
      }
    }

    private AsyncClient client(String endpoint, KeyPair key) {
      return AsyncClient.builder()
          .credentialsProvider(
              StaticCredentialProvider.create(
                  Credential.builder().accessKeyId(key.id()).accessKeySecret(key.secret()).build()))
          .serviceConfiguration(Configuration.create().setSignatureVersion(signature))
          .overrideConfiguration(
              ClientOverrideConfiguration.create()
                  .setEndpointOverride(endpoint)
                  .setProtocol("HTTP"))
          .region("cn-hangzhou")
          .build();
    }

    @Override
    public String code(Throwable failure) {
      Throwable cause = failure;
      while (!(cause instanceof PopClientException) && cause.getCause() != null) {
        cause = cause.getCause();
      }
      return ((PopClientException) cause).getErrCode();
    }
  }

  /**
   * @param algorithm {@code v2} for signature 1.0, empty for the default, ACS3-HMAC-SHA256
   */
  record Tea(String algorithm, String version) implements ContactSdk {

    @Override
    public Object call(String endpoint, KeyPair key, String action, Map<String, Object> in)
        throws Exception {
      Config config = new Config();
      config.accessKeyId = key.id();
      config.accessKeySecret = key.secret();
      config.endpoint = endpoint;
      config.protocol = "HTTP";
      config.regionId = "cn-hangzhou";
      config.signatureAlgorithm = algorithm.isEmpty() ? null : algorithm;
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
      request.query = com.aliyun.openapiutil.Client.query(new TreeMap<>(in));
      return new Client(config).callApi(params, request, new RuntimeOptions()).get("body");
    }

    @Override
    public String code(Throwable failure) {
      return ((TeaException) failure).getCode();
    }
  }

  /** A field of an answer, by its name in the API. */
  static Object get(Object answer, String field) throws Exception {
    return answer instanceof Map<?, ?> map
        ? map.get(field)
        : invoke(answer, answer.getClass().getMethod("get" + field));
  }

  /** The rows of a list; the classic models leave its inner name out. */
  static List<Object> rows(Object answer, String outer, String inner) throws Exception {
    Object held = get(answer, outer);
    return new ArrayList<>((List<?>) (held instanceof List ? held : get(held, inner)));
  }

  private static void set(Object model, String setter, Object value) throws Exception {
    Method found =
        Arrays.stream(model.getClass().getMethods())
            .filter(method -> method.getName().equals(setter))
            .filter(method -> method.getParameterCount() == 1 && !method.isBridge())
            .findFirst()
            .orElseThrow(() -> new AssertionError(model.getClass() + " has no " + setter));
    invoke(model, found, value);
  }

  private static Object invoke(Object target, Method method, Object... arguments) throws Exception {
    method.setAccessible(true); // the async models' builders are not public
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static String decapital(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
