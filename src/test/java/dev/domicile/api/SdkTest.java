package dev.domicile.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.auth.credentials.Credential;
import com.aliyun.auth.credentials.provider.StaticCredentialProvider;
import com.aliyun.sdk.gateway.pop.Configuration;
import com.aliyun.sdk.gateway.pop.exception.PopClientException;
import com.aliyun.sdk.service.domain20180129.AsyncClient;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.domain.model.v20180129.QueryTaskListRequest;
import com.aliyuncs.domain.model.v20180129.QueryTaskListResponse;
import com.aliyuncs.domain.model.v20180129.SaveBatchTaskForUpdatingContactInfoByNewContactRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.exceptions.ServerException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import darabonba.core.client.ClientOverrideConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official SDKs as users of the running front, with only the endpoint changed. */
class SdkTest {

  private static final String TASK_NO = "65de2165-ca09-491f-9fe0-000000000001";

  private HttpFront front;
  private String endpoint;

  @BeforeEach
  void start() throws IOException {
    Rig rig = new Rig();
    rig.now = Instant.now();
    HttpFrontSettings settings =
        HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    front = new HttpFront("test", settings, rig.gateway());
    endpoint = "127.0.0.1:" + front.start().getPort();
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void theClassicSdkSubmits() throws Exception {
    for (FormatType format : List.of(FormatType.JSON, FormatType.XML)) {
      for (MethodType method : List.of(MethodType.POST, MethodType.GET)) {
        var request = classicSubmit("a.test", "域名.test");
        request.setAcceptFormat(format);
        request.setSysMethod(method);
        var response = classic("testsecret").getAcsResponse(request);
        assertEquals(TASK_NO, response.getTaskNo());
        assertTrue(response.getRequestId().matches("[0-9A-F-]{36}"), response.getRequestId());
      }
    }
  }

  @Test
  void theClassicSdkReadsAListInBothFormats() throws Exception {
    for (FormatType format : List.of(FormatType.JSON, FormatType.XML)) {
      QueryTaskListRequest request = new QueryTaskListRequest();
      request.setSysEndpoint(endpoint);
      request.setSysProtocol(ProtocolType.HTTP);
      request.setAcceptFormat(format);
      request.putQueryParameter("Text", "x");
      QueryTaskListResponse response = classic("testsecret").getAcsResponse(request);
      assertEquals(1, response.getTotalItemNum());
      assertEquals("65de2165", response.getData().get(0).getTaskNo());
      assertEquals("127.0.0.1", response.getData().get(0).getClientip());
    }
  }

  @Test
  void theClassicSdkReadsErrors() {
    for (FormatType format : List.of(FormatType.JSON, FormatType.XML)) {
      var request = classicSubmit("missing.test");
      request.setAcceptFormat(format);
      request.setLang("zh");
      ClientException refused =
          assertThrows(ClientException.class, () -> classic("testsecret").getAcsResponse(request));
      assertEquals("DomainNotExist", refused.getErrCode());
      assertEquals("域名不存在。1个：missing.test。", refused.getErrMsg());
    }
  }

  @Test
  void theClassicSdkTellsAWrongSecret() {
    for (FormatType format : List.of(FormatType.JSON, FormatType.XML)) {
      for (String lang : List.of("en", "zh")) {
        var request = classicSubmit("a.test");
        request.setAcceptFormat(format);
        request.setLang(lang);
        request.setTelExt("");
        ClientException refused =
            assertThrows(
                ClientException.class, () -> classic("othersecret").getAcsResponse(request));
        assertEquals("SDK.InvalidAccessKeySecret", refused.getErrCode());
      }
    }
  }

  @Test
  void theClassicSdkTellsAnUnknownKeyAndABug() {
    DefaultProfile profile = DefaultProfile.getProfile("cn-hangzhou", "nobody", "testsecret");
    ClientException unknown =
        assertThrows(
            ClientException.class,
            () -> new DefaultAcsClient(profile).getAcsResponse(classicSubmit("a.test")));
    assertEquals("InvalidAccessKeyId.NotFound", unknown.getErrCode());
    QueryTaskListRequest fails = new QueryTaskListRequest();
    fails.setSysEndpoint(endpoint);
    fails.setSysProtocol(ProtocolType.HTTP);
    fails.setSysActionName("Fails");
    ServerException bug =
        assertThrows(ServerException.class, () -> classic("testsecret").getAcsResponse(fails));
    assertEquals("InternalError", bug.getErrCode());
  }

  @Test
  void theAsyncSdkSubmitsAndReadsErrors() throws Exception {
    try (AsyncClient client = async("testsecret")) {
      var answered =
          client
              .saveBatchTaskForUpdatingContactInfoByNewContact(asyncSubmit("a.test", "域名.test"))
              .get(30, TimeUnit.SECONDS);
      assertEquals(TASK_NO, answered.getBody().getTaskNo());
      PopClientException missing = refused(client, "missing.test");
      assertEquals("DomainNotExist", missing.getErrCode());
      assertEquals(400, missing.getStatusCode());
    }
    try (AsyncClient client = async("othersecret")) {
      assertEquals("SignatureDoesNotMatch", refused(client, "a.test").getErrCode());
    }
  }

  @Test
  void theTeaSdkSubmitsWithSignatureV2() throws Exception {
    Map<String, ?> answered = tea("testsecret", "v2", "a.test");
    assertEquals(TASK_NO, ((Map<?, ?>) answered.get("body")).get("TaskNo"));
  }

  @Test
  void theTeaSdkReadsErrors() {
    TeaException missing =
        assertThrows(TeaException.class, () -> tea("testsecret", "v2", "missing.test"));
    assertEquals("DomainNotExist", missing.getCode());
    assertTrue(missing.getMessage().contains("1 name: missing.test."), missing.getMessage());
    TeaException secret =
        assertThrows(TeaException.class, () -> tea("othersecret", "v2", "a.test"));
    assertEquals("SignatureDoesNotMatch", secret.getCode());
  }

  @Test
  void theSdksSubmitWithAcs3() throws Exception {
    Map<String, ?> tea = tea("testsecret", null, "a.test");
    assertEquals(TASK_NO, ((Map<?, ?>) tea.get("body")).get("TaskNo"));
    for (FormatType format : List.of(FormatType.JSON, FormatType.XML)) {
      var request = classicSubmit("a.test", "域名.test");
      request.setAcceptFormat(format);
      request.setSysSignatureVersion(SignatureVersion.V3);
      assertEquals(TASK_NO, classic("testsecret").getAcsResponse(request).getTaskNo());
    }
    try (AsyncClient client =
        async(
            "testsecret",
            Configuration.create()
                .setSignatureVersion(com.aliyun.sdk.gateway.pop.auth.SignatureVersion.V3))) {
      var answered =
          client
              .saveBatchTaskForUpdatingContactInfoByNewContact(asyncSubmit("a.test", "域名.test"))
              .get(30, TimeUnit.SECONDS);
      assertEquals(TASK_NO, answered.getBody().getTaskNo());
      assertEquals("DomainNotExist", refused(client, "missing.test").getErrCode());
    }
  }

  @Test
  void theSdksReadErrorsOfAcs3() {
    TeaException missing =
        assertThrows(TeaException.class, () -> tea("testsecret", null, "missing.test"));
    assertEquals("DomainNotExist", missing.getCode());
    TeaException secret =
        assertThrows(TeaException.class, () -> tea("othersecret", null, "a.test"));
    assertEquals("SignatureDoesNotMatch", secret.getCode());
    var request = classicSubmit("a.test");
    request.setSysSignatureVersion(SignatureVersion.V3);
    ClientException classic =
        assertThrows(ClientException.class, () -> classic("othersecret").getAcsResponse(request));
    assertTrue(
        Set.of("SDK.InvalidAccessKeySecret", "SignatureDoesNotMatch")
            .contains(classic.getErrCode()),
        classic.getErrCode());
  }

  @Test
  void theSdksSubmitWithATemporaryKey() throws Exception {
    for (SignatureVersion version : List.of(SignatureVersion.V1, SignatureVersion.V3)) {
      var request = classicSubmit("a.test");
      request.setSysSignatureVersion(version);
      assertEquals(TASK_NO, temporaryClassic(Rig.TOKEN).getAcsResponse(request).getTaskNo());
    }
    for (var version : com.aliyun.sdk.gateway.pop.auth.SignatureVersion.values()) {
      try (AsyncClient client = temporaryAsync(Rig.TOKEN, version)) {
        var answered =
            client
                .saveBatchTaskForUpdatingContactInfoByNewContact(asyncSubmit("a.test"))
                .get(30, TimeUnit.SECONDS);
        assertEquals(TASK_NO, answered.getBody().getTaskNo(), version.toString());
      }
    }
    for (String algorithm : Arrays.asList("v2", null)) {
      Map<String, ?> answered = tea(temporaryTea(Rig.TOKEN, algorithm), "a.test");
      assertEquals(TASK_NO, ((Map<?, ?>) answered.get("body")).get("TaskNo"));
    }
  }

  @Test
  void theSdksReadWhatIsWrongWithAToken() {
    String another = Rig.TOKEN.replace('t', 'u');
    String mismatch = "InvalidSecurityToken.MismatchWithAccessKey";
    for (SignatureVersion version : List.of(SignatureVersion.V1, SignatureVersion.V3)) {
      var request = classicSubmit("a.test");
      request.setSysSignatureVersion(version);
      ClientException refused =
          assertThrows(
              ClientException.class, () -> temporaryClassic(another).getAcsResponse(request));
      assertEquals(mismatch, refused.getErrCode());
    }
    for (var version : com.aliyun.sdk.gateway.pop.auth.SignatureVersion.values()) {
      try (AsyncClient client = temporaryAsync(another, version)) {
        assertEquals(mismatch, refused(client, "a.test").getErrCode());
      }
    }
    for (String algorithm : Arrays.asList("v2", null)) {
      TeaException refused =
          assertThrows(TeaException.class, () -> tea(temporaryTea(another, algorithm), "a.test"));
      assertEquals(mismatch, refused.getCode());
    }
  }

  private static DefaultAcsClient temporaryClassic(String token) {
    return new DefaultAcsClient(
        DefaultProfile.getProfile("cn-hangzhou"),
        new BasicSessionCredentials(Rig.TEMPORARY, "testsecret", token));
  }

  private AsyncClient temporaryAsync(
      String token, com.aliyun.sdk.gateway.pop.auth.SignatureVersion version) {
    return AsyncClient.builder()
        .credentialsProvider(
            StaticCredentialProvider.create(
                Credential.builder()
                    .accessKeyId(Rig.TEMPORARY)
                    .accessKeySecret("testsecret")
                    .securityToken(token)
                    .build()))
        .serviceConfiguration(Configuration.create().setSignatureVersion(version))
        .overrideConfiguration(
            ClientOverrideConfiguration.create().setEndpointOverride(endpoint).setProtocol("HTTP"))
        .region("cn-hangzhou")
        .build();
  }

  private Config temporaryTea(String token, String algorithm) {
    Config config = new Config();
    config.accessKeyId = Rig.TEMPORARY;
    config.accessKeySecret = "testsecret";
    config.securityToken = token;
    config.type = "sts";
    config.signatureAlgorithm = algorithm;
    return config;
  }

  private static DefaultAcsClient classic(String secret) {
    return new DefaultAcsClient(DefaultProfile.getProfile("cn-hangzhou", "testid", secret));
  }

  private SaveBatchTaskForUpdatingContactInfoByNewContactRequest classicSubmit(String... names) {
    var request = new SaveBatchTaskForUpdatingContactInfoByNewContactRequest();
    request.setSysEndpoint(endpoint);
    request.setSysProtocol(ProtocolType.HTTP);
    request.setDomainNames(List.of(names));
    request.setContactType("registrant");
    request.setRegistrantType("1");
    request.setRegistrantName("zhang san * ~ + / 张三");
    return request;
  }

  private AsyncClient async(String secret) {
    return async(secret, Configuration.create());
  }

  private AsyncClient async(String secret, Configuration service) {
    return AsyncClient.builder()
        .credentialsProvider(
            StaticCredentialProvider.create(
                Credential.builder().accessKeyId("testid").accessKeySecret(secret).build()))
        .serviceConfiguration(service)
        .overrideConfiguration(
            ClientOverrideConfiguration.create().setEndpointOverride(endpoint).setProtocol("HTTP"))
        .region("cn-hangzhou")
        .build();
  }

  private static com.aliyun.sdk.service.domain20180129.models
          .SaveBatchTaskForUpdatingContactInfoByNewContactRequest
      asyncSubmit(String... names) {
    return com.aliyun.sdk.service.domain20180129.models
        .SaveBatchTaskForUpdatingContactInfoByNewContactRequest.builder()
        .domainName(List.of(names))
        .contactType("registrant")
        .registrantType("1")
        .registrantName("zhang san * ~ + / 张三")
        .telExt("")
        .build();
  }

  private static PopClientException refused(AsyncClient client, String name) {
    ExecutionException failed =
        assertThrows(
            ExecutionException.class,
            () ->
                client
                    .saveBatchTaskForUpdatingContactInfoByNewContact(asyncSubmit(name))
                    .get(30, TimeUnit.SECONDS));
    Throwable cause = failed.getCause();
    while (!(cause instanceof PopClientException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return assertInstanceOf(PopClientException.class, cause);
  }

  private Map<String, ?> tea(String secret, String algorithm, String name) throws Exception {
    Config config = new Config();
    config.accessKeyId = "testid";
    config.accessKeySecret = secret;
    config.signatureAlgorithm = algorithm;
    return tea(config, name);
  }

  private Map<String, ?> tea(Config config, String name) throws Exception {
    config.endpoint = endpoint;
    config.protocol = "HTTP";
    config.regionId = "cn-hangzhou";
    Params params =
        new Params()
            .setAction(Rig.SUBMIT)
            .setVersion("2018-01-29")
            .setProtocol("HTTP")
            .setPathname("/")
            .setMethod("POST")
            .setAuthType("AK")
            .setStyle("RPC")
            .setReqBodyType("formData")
            .setBodyType("json");
    OpenApiRequest request = new OpenApiRequest();
    request.query =
        Map.of(
            "DomainName.1", name,
            "ContactType", "registrant",
            "RegistrantType", "1",
            "RegistrantName", "zhang san * ~ + / 张三",
            "TelExt", "");
    return new com.aliyun.teaopenapi.Client(config).callApi(params, request, new RuntimeOptions());
  }
}
