package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RpcAcsRequest;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.domain.model.v20180129.QueryTaskDetailListRequest;
import com.aliyuncs.domain.model.v20180129.QueryTaskDetailListResponse;
import com.aliyuncs.domain.model.v20180129.SaveBatchTaskForUpdatingContactInfoByNewContactRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import dev.domicile.account.KeyPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** aliyun-java-sdk-core with aliyun-java-sdk-domain. */
record ClassicClient(
    String endpoint,
    KeyPair key,
    String version,
    FormatType format,
    SignatureVersion signature,
    DefaultAcsClient client)
    implements SdkClient {

  private static final Map<
          String, BiConsumer<SaveBatchTaskForUpdatingContactInfoByNewContactRequest, String>>
      SETTERS =
          Map.ofEntries(
              Map.entry("ContactType", (r, v) -> r.setContactType(v)),
              Map.entry("RegistrantType", (r, v) -> r.setRegistrantType(v)),
              Map.entry("RegistrantName", (r, v) -> r.setRegistrantName(v)),
              Map.entry("RegistrantOrganization", (r, v) -> r.setRegistrantOrganization(v)),
              Map.entry("Country", (r, v) -> r.setCountry(v)),
              Map.entry("Province", (r, v) -> r.setProvince(v)),
              Map.entry("City", (r, v) -> r.setCity(v)),
              Map.entry("Address", (r, v) -> r.setAddress(v)),
              Map.entry("Email", (r, v) -> r.setEmail(v)),
              Map.entry("PostalCode", (r, v) -> r.setPostalCode(v)),
              Map.entry("TelArea", (r, v) -> r.setTelArea(v)),
              Map.entry("Telephone", (r, v) -> r.setTelephone(v)),
              Map.entry("TelExt", (r, v) -> r.setTelExt(v)),
              Map.entry("ZhRegistrantName", (r, v) -> r.setZhRegistrantName(v)),
              Map.entry("ZhRegistrantOrganization", (r, v) -> r.setZhRegistrantOrganization(v)),
              Map.entry("ZhProvince", (r, v) -> r.setZhProvince(v)),
              Map.entry("ZhCity", (r, v) -> r.setZhCity(v)),
              Map.entry("ZhAddress", (r, v) -> r.setZhAddress(v)),
              Map.entry("Lang", (r, v) -> r.setLang(v)),
              Map.entry("UserClientIp", (r, v) -> r.setUserClientIp(v)),
              Map.entry(
                  "TransferOutProhibited",
                  (r, v) -> r.setTransferOutProhibited(Boolean.valueOf(v))));

  ClassicClient(
      String endpoint, KeyPair key, String version, FormatType format, SignatureVersion signature) {
    this(
        endpoint,
        key,
        version,
        format,
        signature,
        new DefaultAcsClient(DefaultProfile.getProfile("cn-hangzhou", key.id(), key.secret())));
  }

  @Override
  public String name() {
    return "classic " + signature + " " + format + " " + version;
  }

  @Override
  public String submit(Map<String, String> contact, List<String> names) throws Exception {
    return client.getAcsResponse(request(contact, names)).getTaskNo();
  }

  @Override
  public Told refused(Map<String, String> contact, List<String> names) {
    ClientException told =
        assertThrows(ClientException.class, () -> client.getAcsResponse(request(contact, names)));
    return new Told(told.getErrCode(), told.getErrMsg());
  }

  private SaveBatchTaskForUpdatingContactInfoByNewContactRequest request(
      Map<String, String> contact, List<String> names) {
    var request = new SaveBatchTaskForUpdatingContactInfoByNewContactRequest();
    request.setDomainNames(names);
    contact.forEach((field, value) -> SETTERS.get(field).accept(request, value));
    aim(request);
    return request;
  }

  @Override
  public Page list(String taskNo, int pageNum, int pageSize, Map<String, String> filters)
      throws Exception {
    QueryTaskDetailListRequest request = new QueryTaskDetailListRequest();
    request.setTaskNo(taskNo);
    request.setPageNum(pageNum);
    request.setPageSize(pageSize);
    filters.forEach(request::putQueryParameter);
    aim(request);
    QueryTaskDetailListResponse answered = client.getAcsResponse(request);
    return new Page(
        answered.getTotalItemNum(),
        answered.getCurrentPageNum(),
        answered.getTotalPageNum(),
        answered.getPageSize(),
        answered.getPrePage(),
        answered.getNextPage(),
        answered.getData().stream().map(ClassicClient::row).toList());
  }

  private void aim(RpcAcsRequest<?> request) {
    request.setSysEndpoint(endpoint);
    request.setSysProtocol(ProtocolType.HTTP);
    request.setSysVersion(version);
    request.setAcceptFormat(format);
    request.setSysSignatureVersion(signature);
  }

  private static Map<String, String> row(QueryTaskDetailListResponse.TaskDetail detail) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("TaskNo", detail.getTaskNo());
    row.put("TaskDetailNo", detail.getTaskDetailNo());
    row.put("TaskType", detail.getTaskType());
    row.put("TaskTypeDescription", detail.getTaskTypeDescription());
    row.put("InstanceId", detail.getInstanceId());
    row.put("DomainName", detail.getDomainName());
    row.put("TaskStatus", detail.getTaskStatus());
    row.put("TaskStatusCode", String.valueOf(detail.getTaskStatusCode()));
    row.put("CreateTime", detail.getCreateTime());
    row.put("UpdateTime", detail.getUpdateTime());
    row.put("TryCount", String.valueOf(detail.getTryCount()));
    row.put("ErrorMsg", detail.getErrorMsg());
    row.put("TaskResult", detail.getTaskResult());
    return row;
  }

  @Override
  public void close() {
    client.shutdown();
  }

  @Override
  public String toString() {
    return name();
  }
}
