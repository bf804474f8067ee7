package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.auth.credentials.Credential;
import com.aliyun.auth.credentials.provider.StaticCredentialProvider;
import com.aliyun.sdk.gateway.pop.Configuration;
import com.aliyun.sdk.service.domain20180129.AsyncClient;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import com.aliyuncs.AcsResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.domain.model.v20180129.AcknowledgeTaskResultRequest;
import com.aliyuncs.domain.model.v20180129.CancelTaskRequest;
import com.aliyuncs.domain.model.v20180129.PollTaskResultRequest;
import com.aliyuncs.domain.model.v20180129.PollTaskResultResponse;
import com.aliyuncs.domain.model.v20180129.QueryTaskDetailHistoryRequest;
import com.aliyuncs.domain.model.v20180129.QueryTaskDetailHistoryResponse;
import com.aliyuncs.domain.model.v20180129.QueryTaskInfoHistoryRequest;
import com.aliyuncs.domain.model.v20180129.QueryTaskInfoHistoryResponse;
import com.aliyuncs.domain.model.v20180129.QueryTaskListRequest;
import com.aliyuncs.domain.model.v20180129.QueryTaskListResponse;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import darabonba.core.client.ClientOverrideConfiguration;
import dev.domicile.account.AccessKey;
import dev.domicile.api.Gateway;
import dev.domicile.api.GatewaySettings;
import dev.domicile.api.HttpFront;
import dev.domicile.api.HttpFrontSettings;
import dev.domicile.api.NonceStore;
import dev.domicile.api.Operations;
import dev.domicile.api.Permissions;
import dev.domicile.api.RequestObserver;
import dev.domicile.api.Throttle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official SDKs ask for tasks and their results, over HTTP, with only the endpoint changed. */
class TaskOperationsSdkTest {

  private static final List<String> NAMES = List.of("a.test", "b.test", "c.test", "d.closed");

  @TempDir Path folder;
  private int starts;
  private TaskRig rig;
  private HttpFront front;
  private String endpoint;
  private String taskNo;

  @BeforeEach
  void start() throws IOException {
    rig = new TaskRig(folder.resolve(Integer.toString(starts++)));
    AccessKey key = new AccessKey("testid", "testsecret", true, TaskRig.OWNER);
    Gateway gateway =
        new Gateway(
            GatewaySettings.defaults(),
            new Gateway.Doors(
                id -> id.equals(key.id()) ? Optional.of(key) : Optional.empty(),
                new Operations(rig.all),
                NonceStore.NONE,
                Throttle.UNLIMITED,
                Permissions.ALL,
                RequestObserver.NONE),
            InstantSource.system(),
            UUID::randomUUID);
    HttpFrontSettings settings =
        HttpFrontSettings.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    front = new HttpFront("test", settings, gateway);
    endpoint = "127.0.0.1:" + front.start().getPort();
    taskNo = rig.submit(TaskRig.OWNER, NAMES.toArray(String[]::new));
    rig.work(Map.of("b.test", TaskRig.LOCKED));
  }

  @AfterEach
  void stop() {
    front.close();
    rig.close();
  }

  private interface Classic {
    void run(FormatType format, SignatureVersion signature) throws Exception;
  }

  private static void inEveryWay(Classic test) throws Exception {
    for (FormatType format : List.of(FormatType.JSON, FormatType.XML)) {
      for (SignatureVersion signature : List.of(SignatureVersion.V1, SignatureVersion.V3)) {
        test.run(format, signature);
      }
    }
  }

  @Test
  void theClassicSdkListsTasks() throws Exception {
    long begin = rig.clock.millis();
    rig.clock.advance(Duration.ofSeconds(1));
    rig.submit(TaskRig.OWNER, "late.closed");
    inEveryWay(
        (format, signature) -> {
          QueryTaskListRequest request = new QueryTaskListRequest();
          request.setPageNum(1);
          request.setPageSize(10);
          request.setBeginCreateTime(begin);
          QueryTaskListResponse response = classic(request, format, signature);
          assertEquals(2, response.getTotalItemNum());
          QueryTaskListResponse.TaskInfo task = response.getData().get(1);
          assertEquals(taskNo, task.getTaskNo());
          assertEquals(4, task.getTaskNum());
          assertEquals("EXECUTING", task.getTaskStatus());
          assertEquals(2, task.getTaskStatusCode());
          assertEquals("INIT", task.getTaskCancelStatus());
          assertEquals(0, task.getTaskCancelStatusCode());
          assertEquals("127.0.0.1", task.getClientip());
          request.setPageSize(1); // a list of one is read in another way
          assertEquals(1, classic(request, format, signature).getData().size());
          request.setPageNum(9);
          assertEquals(0, classic(request, format, signature).getData().size());
        });
  }

  @Test
  void theClassicSdkWalksTheHistoryOfDetails() throws Exception {
    for (int size : List.of(1, 3, 4, 100)) {
      inEveryWay(
          (format, signature) -> {
            QueryTaskDetailHistoryRequest request = new QueryTaskDetailHistoryRequest();
            request.setTaskNo(taskNo);
            request.setPageSize(size);
            List<String> seen = new ArrayList<>();
            QueryTaskDetailHistoryResponse page;
            do {
              page = classic(request, format, signature);
              page.getObjects().forEach(detail -> seen.add(detail.getDomainName()));
              assertEquals(
                  page.getObjects().get(0).getTaskDetailNo(),
                  page.getCurrentPageCursor().getTaskDetailNo());
              request.setTaskDetailNoCursor(page.getNextPageCursor().getTaskDetailNo());
              request.setDomainNameCursor(page.getNextPageCursor().getDomainName());
            } while (page.getNextPageCursor().getTaskDetailNo() != null);
            assertEquals(NAMES, seen);
          });
    }
  }

  @Test
  void theClassicSdkWalksTheHistoryOfTasks() throws Exception {
    List<String> tasks = new ArrayList<>(List.of(taskNo));
    for (int i = 0; i < 4; i++) {
      rig.clock.advance(Duration.ofSeconds(1));
      tasks.add(rig.submit(TaskRig.OWNER, "t" + i + ".closed"));
    }
    for (int size : List.of(1, 2, 100)) {
      inEveryWay(
          (format, signature) -> {
            QueryTaskInfoHistoryRequest request = new QueryTaskInfoHistoryRequest();
            request.setPageSize(size);
            List<String> seen = new ArrayList<>();
            QueryTaskInfoHistoryResponse page;
            do {
              page = classic(request, format, signature);
              page.getObjects().forEach(task -> seen.add(task.getTaskNo()));
              request.setTaskNoCursor(page.getNextPageCursor().getTaskNo());
              request.setCreateTimeCursor(page.getNextPageCursor().getCreateTimeLong());
            } while (page.getNextPageCursor().getTaskNo() != null);
            assertEquals(tasks.reversed(), seen);
            assertNull(page.getNextPageCursor().getCreateTimeLong());
          });
    }
  }

  @Test
  void theClassicSdkPollsAcknowledgesAndCancels() throws Exception {
    inEveryWay(
        (format, signature) -> {
          PollTaskResultRequest poll = new PollTaskResultRequest();
          poll.setPageNum(1);
          poll.setPageSize(100);
          poll.setTaskNo(taskNo);
          PollTaskResultResponse page = classic(poll, format, signature);
          assertEquals(3, page.getData().size());
          assertEquals("EXECUTE_FAILURE", page.getData().get(1).getTaskStatus());
          assertEquals("DONE", page.getData().get(2).getTaskResult());
          AcknowledgeTaskResultRequest acknowledge = new AcknowledgeTaskResultRequest();
          acknowledge.setTaskDetailNos(
              page.getData().stream().map(detail -> detail.getTaskDetailNo()).toList());
          assertEquals(3, classic(acknowledge, format, signature).getResult());
          assertEquals(0, classic(poll, format, signature).getData().size());
          CancelTaskRequest cancel = new CancelTaskRequest();
          cancel.setTaskNo(taskNo);
          assertTrue(classic(cancel, format, signature).getRequestId().matches("[0-9A-F-]{36}"));
          assertEquals(1, classic(poll, format, signature).getData().size());
          stop();
          start();
        });
  }

  @Test
  void theClassicSdkReadsARefusal() throws Exception {
    inEveryWay(
        (format, signature) -> {
          CancelTaskRequest cancel = new CancelTaskRequest();
          cancel.setTaskNo("65de2165-ca09-491f-9fe0-000000000001");
          cancel.setLang("zh");
          ClientException refused =
              assertThrows(ClientException.class, () -> classic(cancel, format, signature));
          assertEquals("ParameterIllegal", refused.getErrCode());
          assertEquals("参数错误。TaskNo：任务不存在。", refused.getErrMsg());
        });
  }

  @Test
  void theAsyncSdkAsksForEachOfThem() throws Exception {
    for (var signature : com.aliyun.sdk.gateway.pop.auth.SignatureVersion.values()) {
      try (AsyncClient client = async(signature)) {
        var models = new AsyncModels(client);
        assertEquals(List.of(taskNo), models.tasks());
        assertEquals(NAMES, models.details(taskNo));
        assertEquals(List.of(taskNo), models.history());
        List<String> numbers = models.poll();
        assertEquals(3, numbers.size());
        assertEquals(3, models.acknowledge(numbers));
        assertTrue(models.cancel(taskNo).matches("[0-9A-F-]{36}"));
      }
      stop();
      start();
    }
  }

  @Test
  void theTeaSdkAsksForEachOfThem() throws Exception {
    for (String algorithm : new String[] {null, "v2"}) {
      for (String version : List.of("2018-01-29", "2017-12-18")) {
        Map<?, ?> list = tea(algorithm, version, "QueryTaskList", "PageNum", "1", "PageSize", "9");
        assertEquals(taskNo, first(list, "Data", "TaskInfo").get("TaskNo"));
        Map<?, ?> details =
            tea(algorithm, version, "QueryTaskDetailHistory", "TaskNo", taskNo, "PageSize", "3");
        assertEquals(3, ((List<?>) details.get("Objects")).size());
        assertEquals("d.closed", ((Map<?, ?>) details.get("NextPageCursor")).get("DomainName"));
        Map<?, ?> history = tea(algorithm, version, "QueryTaskInfoHistory", "PageSize", "3");
        assertEquals(taskNo, ((Map<?, ?>) history.get("CurrentPageCursor")).get("TaskNo"));
        assertEquals(Map.of(), history.get("NextPageCursor"));
        Map<?, ?> poll = tea(algorithm, version, "PollTaskResult", "PageNum", "1", "PageSize", "1");
        String number = (String) first(poll, "Data", "TaskDetail").get("TaskDetailNo");
        Map<?, ?> acknowledged =
            tea(algorithm, version, "AcknowledgeTaskResult", "TaskDetailNo.1", number);
        assertEquals(1L, ((Number) acknowledged.get("Result")).longValue());
        tea(algorithm, version, "CancelTask", "TaskNo", taskNo);
        TeaException refused =
            assertThrows(
                TeaException.class,
                () -> tea(algorithm, version, "CancelTask", "TaskNo", "nobody's"));
        assertEquals("ParameterIllegal", refused.getCode());
        stop();
        start();
      }
    }
  }

  private <T extends AcsResponse> T classic(
      RpcAcsRequest<T> request, FormatType format, SignatureVersion signature) throws Exception {
    request.setSysEndpoint(endpoint);
    request.setSysProtocol(ProtocolType.HTTP);
    request.setSysSignatureVersion(signature);
    request.setAcceptFormat(format);
    return new DefaultAcsClient(DefaultProfile.getProfile("cn-hangzhou", "testid", "testsecret"))
        .getAcsResponse(request);
  }

  private AsyncClient async(com.aliyun.sdk.gateway.pop.auth.SignatureVersion signature) {
    return AsyncClient.builder()
        .credentialsProvider(
            StaticCredentialProvider.create(
                Credential.builder().accessKeyId("testid").accessKeySecret("testsecret").build()))
        .serviceConfiguration(Configuration.create().setSignatureVersion(signature))
        .overrideConfiguration(
            ClientOverrideConfiguration.create().setEndpointOverride(endpoint).setProtocol("HTTP"))
        .region("cn-hangzhou")
        .build();
  }

  private Map<?, ?> tea(String algorithm, String version, String action, String... parameters)
      throws Exception {
    Config config = new Config();
    config.accessKeyId = "testid";
    config.accessKeySecret = "testsecret";
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
    request.query = new TreeMap<>(TaskRig.parameters(parameters));
    return (Map<?, ?>)
        new com.aliyun.teaopenapi.Client(config)
            .callApi(params, request, new RuntimeOptions())
            .get("body");
  }

  private static Map<?, ?> first(Map<?, ?> body, String data, String rows) {
    return (Map<?, ?>) ((List<?>) ((Map<?, ?>) body.get(data)).get(rows)).getFirst();
  }

  /** The async SDK's typed calls. */
  private record AsyncModels(AsyncClient client) {

    List<String> tasks() throws Exception {
      var request =
          com.aliyun.sdk.service.domain20180129.models.QueryTaskListRequest.builder()
              .pageNum(1)
              .pageSize(10)
              .build();
      return client
          .queryTaskList(request)
          .get(30, TimeUnit.SECONDS)
          .getBody()
          .getData()
          .getTaskInfo()
          .stream()
          .map(task -> task.getTaskNo())
          .toList();
    }

    List<String> details(String taskNo) throws Exception {
      List<String> seen = new ArrayList<>();
      String cursor = null;
      do {
        var request =
            com.aliyun.sdk.service.domain20180129.models.QueryTaskDetailHistoryRequest.builder()
                .taskNo(taskNo)
                .pageSize(2)
                .taskDetailNoCursor(cursor)
                .build();
        var body = client.queryTaskDetailHistory(request).get(30, TimeUnit.SECONDS).getBody();
        body.getObjects().forEach(detail -> seen.add(detail.getDomainName()));
        cursor = body.getNextPageCursor().getTaskDetailNo();
      } while (cursor != null);
      return seen;
    }

    List<String> history() throws Exception {
      var request =
          com.aliyun.sdk.service.domain20180129.models.QueryTaskInfoHistoryRequest.builder()
              .pageSize(2)
              .build();
      return client
          .queryTaskInfoHistory(request)
          .get(30, TimeUnit.SECONDS)
          .getBody()
          .getObjects()
          .stream()
          .map(task -> task.getTaskNo())
          .toList();
    }

    List<String> poll() throws Exception {
      var request =
          com.aliyun.sdk.service.domain20180129.models.PollTaskResultRequest.builder()
              .pageNum(1)
              .pageSize(10)
              .build();
      return client
          .pollTaskResult(request)
          .get(30, TimeUnit.SECONDS)
          .getBody()
          .getData()
          .getTaskDetail()
          .stream()
          .map(detail -> detail.getTaskDetailNo())
          .toList();
    }

    int acknowledge(List<String> numbers) throws Exception {
      var request =
          com.aliyun.sdk.service.domain20180129.models.AcknowledgeTaskResultRequest.builder()
              .taskDetailNo(numbers)
              .build();
      return client.acknowledgeTaskResult(request).get(30, TimeUnit.SECONDS).getBody().getResult();
    }

    String cancel(String taskNo) throws Exception {
      var request =
          com.aliyun.sdk.service.domain20180129.models.CancelTaskRequest.builder()
              .taskNo(taskNo)
              .build();
      return client.cancelTask(request).get(30, TimeUnit.SECONDS).getBody().getRequestId();
    }
  }
}
