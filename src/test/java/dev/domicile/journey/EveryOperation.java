package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.domicile.api.Operation;
import dev.domicile.api.Version;
import dev.domicile.registry.sandbox.SampleDomains;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A service in which every operation has something to do: a good call of each. One registry
 * answers; the other has gone, and a task of another contact waits for it.
 */
final class EveryOperation implements AutoCloseable {

  /** Names that the registry which answers serves. */
  private final List<String> served =
      SampleDomains.names(Lab.DOMAINS).stream().filter(name -> name.endsWith(".test")).toList();

  /** And those of the one that has gone. */
  private final List<String> gone =
      SampleDomains.names(Lab.DOMAINS).stream().filter(name -> name.endsWith(".com")).toList();

  private final Lab near;
  private final Lab far;
  final Service service;
  private final Map<String, Map<String, String>> calls = new HashMap<>();

  EveryOperation(Path folder) {
    near = Lab.near(folder);
    far = Lab.far(folder);
    service =
        new Service(folder, InstantSource.system(), near, far).key("verifyAtSubmit", "1").begin();
    read(gone.getFirst());
    far.stop();
    String ended = service.accepted(service.submit("registrant", List.of(served.getFirst())));
    String waiting = service.accepted(service.submit("admin", gone.subList(0, 2)));
    String detail = service.ended(ended).getFirst().get("TaskDetailNo");
    String profile = profile();
    Map<String, String> page = Map.of("PageNum", "1", "PageSize", "1");
    submits(profile);
    reads(ended, page);
    call("AcknowledgeTaskResult", Map.of("TaskDetailNo.1", detail));
    call("CancelTask", Map.of("TaskNo", waiting));
    call("SaveRegistrantProfile", contact());
    call("QueryRegistrantProfiles", Map.of("PageNum", "1", "PageSize", "1"));
    call("DeleteRegistrantProfile", Map.of("RegistrantProfileId", profile()));
    call("SetDefaultRegistrantProfile", Map.of("RegistrantProfileId", profile));
    call("QueryDomainList", page);
    call("QueryDomainByDomainName", Map.of("DomainName", served.getFirst()));
    Reply found = send("QueryDomainByDomainName");
    call("QueryDomainByInstanceId", Map.of("InstanceId", found.field("InstanceId")));
    call("QueryChangeLogList", page);
  }

  /** After it a submit need not ask the registry about the name. */
  private void read(String name) {
    Reply reply =
        service
            .call("QueryContactInfo")
            .with("DomainName", name)
            .with("ContactType", "registrant")
            .send();
    assertEquals(200, reply.status(), reply::text);
  }

  private void submits(String profile) {
    Map<String, String> contact = new TreeMap<>(Sample.contact("tech"));
    String id = "RegistrantProfileId";
    contact.put("DomainName.1", served.get(1));
    call("SaveBatchTaskForUpdatingContactInfoByNewContact", contact);
    call(
        "SaveBatchTaskForUpdatingContactInfoByRegistrantProfileId",
        Map.of("DomainName.1", served.get(2), "ContactType", "tech", id, profile));
    call(
        "SaveBatchTaskForUpdatingContactInfo",
        Map.of("DomainName.1", served.get(3), "ContactType", "tech", id, profile));
    call(
        "SaveSingleTaskForUpdatingContactInfo",
        Map.of("DomainName", served.get(4), "ContactType", "tech", id, profile));
    String set = "true";
    call(
        "SaveSingleTaskForTransferProhibitionLock",
        Map.of("DomainName", served.get(5), "Status", set));
    call(
        "SaveBatchTaskForTransferProhibitionLock",
        Map.of("DomainName.1", served.get(6), "Status", set));
    call(
        "SaveSingleTaskForUpdateProhibitionLock",
        Map.of("DomainName", served.get(7), "Status", set));
    call(
        "SaveBatchTaskForUpdateProhibitionLock",
        Map.of("DomainName.1", served.get(8), "Status", set));
  }

  private void reads(String taskNo, Map<String, String> page) {
    Map<String, String> ofTask = new TreeMap<>(page);
    ofTask.put("TaskNo", taskNo);
    call("QueryTaskDetailList", ofTask);
    call("PollTaskResult", ofTask);
    call("QueryTaskDetailHistory", Map.of("TaskNo", taskNo, "PageSize", "1"));
    call("QueryTaskInfoHistory", Map.of("PageSize", "1"));
    call("QueryTaskList", page);
    call("QueryContactInfo", Map.of("DomainName", served.getFirst(), "ContactType", "registrant"));
    Map<String, String> contact = contact();
    contact.put("DomainName", served.getFirst());
    call("VerifyContactField", contact);
  }

  /** What the owner has, by the parameters that name it. */
  Map<String, String> ids() {
    String task = good("QueryTaskDetailList").get("TaskNo");
    String detail = good("AcknowledgeTaskResult").get("TaskDetailNo.1");
    return Map.of(
        "TaskNo",
        task,
        "TaskNoCursor",
        task,
        "TaskDetailNo",
        detail,
        "TaskDetailNoCursor",
        detail,
        "InstanceId",
        good("QueryDomainByInstanceId").get("InstanceId"),
        "RegistrantProfileId",
        good("SetDefaultRegistrantProfile").get("RegistrantProfileId"),
        "DomainName",
        served.getFirst(),
        "DomainNameCursor",
        served.getFirst());
  }

  /** Details that are acknowledged. */
  int acknowledged() {
    return count("SELECT count(*) AS n FROM step WHERE acknowledged <> 0");
  }

  int tasksOf(String taskNo) {
    return Integer.parseInt(service.list(taskNo).send().field("TotalItemNum"));
  }

  private int count(String statement) {
    return Math.toIntExact(service.database().read(sql -> sql.number(statement)));
  }

  private void call(String action, Map<String, String> parameters) {
    calls.put(action, parameters);
  }

  private static Map<String, String> contact() {
    Map<String, String> contact = new TreeMap<>(Sample.contact("tech"));
    contact.remove("ContactType");
    return contact;
  }

  String profile() {
    Reply saved = service.call("SaveRegistrantProfile").with(contact()).send();
    return saved.field("RegistrantProfileId");
  }

  List<Operation> operations() {
    return service.operations().all();
  }

  /** A name with a change under way. */
  String busy() {
    return gone.getFirst();
  }

  /** A name whose registry cannot be asked. */
  String unreachable() {
    return gone.get(2);
  }

  /** The newest version that has it. */
  static Version version(Operation operation) {
    return operation.versions().contains(Version.V2018_01_29)
        ? Version.V2018_01_29
        : Version.V2017_12_18;
  }

  /** What a good call sends; it may be good once only. */
  Map<String, String> good(String action) {
    return Objects.requireNonNull(calls.get(action), action);
  }

  Reply send(String action) {
    return service.call(action).with(good(action)).send();
  }

  SignedCall prepared(Operation operation, Map<String, String> parameters) {
    return service
        .call(operation.name())
        .with("Version", version(operation).text())
        .with(parameters);
  }

  @Override
  public void close() {
    service.close();
    near.close();
    far.close();
  }
}
