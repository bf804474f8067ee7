package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.http.FormatType;
import dev.domicile.store.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on PostgreSQL, with no change to its configuration but the database's line. */
class PostgresJourneyTest {

  private static final String V2018 = "2018-01-29";

  /** At both registries. */
  private static final List<String> NAMES =
      List.of("sample-0001.com", "sample-0004.test", "sample-0006.com", "sample-0007.net");

  @TempDir Path folder;

  @Test
  void aBatchThroughASdkEndsAtBothRegistriesAndIsTheSameAfterARestart() throws Exception {
    String url = TestDatabases.postgres(folder);
    try (Lab near = Lab.near(folder);
        Lab far = Lab.far(folder).key("postalInfo", "both");
        Service service =
            new Service(folder, InstantSource.system(), near, far)
                .key("database", '"' + url + '"')
                .begin()) {
      Map<String, String> contact = Sample.contact("registrant", "wang wu");
      String taskNo;
      SdkClient.Page before;
      try (SdkClient client = sdk(service)) {
        taskNo = client.submit(contact, NAMES);
        service.awaitEnd(taskNo);
        before = client.list(taskNo, 1, 10, Map.of());
      }
      assertEquals(NAMES.size(), before.totalItemNum());
      assertTrue(
          before.rows().stream().allMatch(row -> row.get("TaskStatus").equals("EXECUTE_SUCCESS")),
          before.toString());
      Sample.assertHeld(contact, near.card("sample-0004.test", "registrant"));
      Sample.assertHeld(contact, far.card("sample-0007.net", "registrant"));
      assertFalse(Files.exists(folder.resolve("data/domicile.db")), "no file beside the database");

      service.restart();
      try (SdkClient client = sdk(service)) {
        assertEquals(before, client.list(taskNo, 1, 10, Map.of()));
        service.awaitEnd(client.submit(Sample.contact("admin", "zhao liu"), NAMES));
      }
    }
  }

  private static SdkClient sdk(Service service) {
    return new ClassicClient(
        service.endpoint(), Service.OWNER, V2018, FormatType.JSON, SignatureVersion.V1);
  }
}
