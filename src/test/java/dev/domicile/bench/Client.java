package dev.domicile.bench;

import dev.domicile.account.AccessKey;
import dev.domicile.api.RequestSigner;
import dev.domicile.api.Version;
import dev.domicile.app.ExampleCall;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes signed requests beforehand, and sends them over one connection. */
final class Client implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final RequestSigner signer =
      new RequestSigner(InstantSource.system(), () -> UUID.randomUUID().toString());
  private final AccessKey key;
  private final HttpConnection connection;

  Client(Site site) throws IOException {
    key = site.key();
    connection = new HttpConnection(site.api());
  }

  /**
   * The API page's own sample for these domains.
   *
   * @param registrant a name not used before is a contact that no registry has
   */
  byte[] submission(List<String> domains, String registrant) {
    return submission("registrant", domains, registrant);
  }

  /**
   * @param contactType the role that the contact is for
   */
  byte[] submission(String contactType, List<String> domains, String registrant) {
    Map<String, String> parameters = new HashMap<>(ExampleCall.parameters(domains));
    parameters.put("ContactType", contactType);
    parameters.put("RegistrantName", registrant);
    return signed(ExampleCall.ACTION, parameters);
  }

  byte[] list(String taskNo, Map<String, String> filter) {
    Map<String, String> parameters = new HashMap<>(filter);
    parameters.put("TaskNo", taskNo);
    parameters.put("PageNum", "1");
    parameters.put("PageSize", "1");
    return signed("QueryTaskDetailList", parameters);
  }

  String submit(byte[] submission) throws IOException {
    return send(submission).path("TaskNo").stringValue();
  }

  /**
   * How many domains of the task stand at a status.
   *
   * @param status 2 success, 3 failure
   */
  int count(String taskNo, int status) throws IOException {
    return send(list(taskNo, Map.of("TaskStatus", Integer.toString(status))))
        .path("TotalItemNum")
        .intValue();
  }

  JsonNode send(byte[] request) throws IOException {
    HttpConnection.Answer answer = connection.exchange(request);
    if (answer.status() != 200) {
      throw new IOException("refused with " + answer.status() + ": " + answer.text());
    }
    return JSON.readTree(answer.body());
  }

  private byte[] signed(String action, Map<String, String> parameters) {
    return HttpConnection.post(signer.query("POST", key, action, Version.V2018_01_29, parameters));
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
