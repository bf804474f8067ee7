package dev.domicile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyuncs.exceptions.ClientException;
import dev.domicile.docs.FirstRequest;
import dev.domicile.docs.Shell;
import dev.domicile.docs.ShownCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A new user: clones the project and runs every command that its documents show, as it stands
 * there. The clone is of what is committed.
 */
class LauncherIT {

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  @TempDir static Path folder;

  static Path clone;
  static Shell shell;
  static Shell.Result help;

  @BeforeAll
  static void cloneAndAskForHelp() throws IOException {
    clone = folder.resolve("domicile");
    Path root = Path.of("").toAbsolutePath();
    assumed(Files.exists(root.resolve(".git")), "no git checkout: " + root);
    Shell outside = new Shell(root, Files.createDirectory(folder.resolve("outside")));
    assumed(outside.run("command -v git mvn").exit() == 0, "git or mvn is not there");
    outside.run("git -c safe.directory='*' clone -q . '" + clone + "'").succeeded();
    shell = new Shell(clone, Files.createDirectory(folder.resolve("outputs")));
    help = shell.run(ShownCommand.HELP.line()).succeeded();
  }

  private static void assumed(boolean holds, String otherwise) {
    if (!holds) {
      System.out.println("LauncherIT skipped: " + otherwise);
    }
    assumeTrue(holds, otherwise);
  }

  @Test
  void theFirstCommandBuildsAndItsOutputIsTheHelpAlone() {
    assertTrue(help.err().startsWith("domicile: building"), help.err());
    assertTrue(help.out().startsWith("Usage: domicile"), help.out());
    assertFalse(help.out().contains("[INFO]") || help.out().contains("WARNING"), help.out());
    for (String command : List.of("serve", "demo", "sandbox", "account", "domains", "key")) {
      assertTrue(help.out().contains(command), help.out());
    }
    Shell.Result again = shell.run(ShownCommand.HELP.line()).succeeded();
    assertEquals(help.out(), again.out());
    assertEquals("", again.err(), "nothing is built twice");
  }

  @Test
  void aChangedSourceIsBuiltAnew() throws IOException {
    Path source = clone.resolve("src/main/java/dev/domicile/cli/Main.java");
    Files.setLastModifiedTime(
        source, java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(5)));
    try {
      // finding that it must build is enough here: no Maven is to be found
      Shell.Result refused =
          shell.run(ShownCommand.HELP.line(), Duration.ofMinutes(1), only("java"));
      assertEquals(1, refused.exit(), refused.out() + refused.err());
      assertEquals("", refused.out());
      assertTrue(refused.err().contains("install Maven"), refused.err());
    } finally {
      Files.setLastModifiedTime(source, java.nio.file.attribute.FileTime.fromMillis(0));
    }
  }

  @Test
  void withoutAJava25OneLineSaysWhatToInstall() throws IOException {
    Map<String, String> environment = only();
    environment.put("DOMICILE_JAVA_SEARCH", folder.resolve("nothing").toString());
    Shell.Result refused = shell.run(ShownCommand.HELP.line(), Duration.ofMinutes(1), environment);
    assertEquals(1, refused.exit());
    assertEquals("", refused.out());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains("install a JDK 25"), refused.err());
  }

  /** An environment in which little more is to be found than what the launcher itself uses. */
  private static Map<String, String> only(String... more) throws IOException {
    Path bin = Files.createTempDirectory(folder, "bin");
    for (String tool : List.of("sh", "dirname", "grep", "readlink", "find", "head")) {
      copy(bin, tool);
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", bin.toString());
    environment.put("HOME", folder.toString());
    if (List.of(more).contains("java")) {
      environment.put("DOMICILE_JAVA_HOME", System.getProperty("java.home"));
    }
    return environment;
  }

  private static void copy(Path bin, String tool) throws IOException {
    for (String place : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(place, tool))) {
        Files.copy(Path.of(place, tool).toRealPath(), bin.resolve(tool));
        return;
      }
    }
    throw new IllegalStateException(tool + " is not in PATH");
  }

  @Test
  void theDemoPrintsOneJsonObject() {
    Shell.Result demo = shell.run(ShownCommand.DEMO_JSON.line()).succeeded();
    JsonNode object = new JsonMapper().readTree(demo.out());
    assertEquals(
        List.of("TaskNo", "Ok", "Failed", "Domain", "Before", "After"),
        List.copyOf(object.propertyNames()));
    assertTrue(UUID.matcher(object.path("TaskNo").asString()).matches(), demo.out());
    assertEquals(0, object.path("Failed").intValue());
    assertTrue(object.path("Ok").intValue() > 0);
    assertNotEquals(object.path("Before"), object.path("After"));
    assertEquals("zhang san", object.path("After").path("Name").asString());
    assertFalse(object.path("Before").isEmpty());
  }

  @Test
  void theDemoShowsADomainBeforeAndAfter() {
    Shell.Result demo = shell.run(ShownCommand.DEMO.line()).succeeded();
    assertTrue(demo.out().contains("EXECUTE_SUCCESS  1000"), demo.out());
    assertTrue(demo.out().contains("EXECUTE_FAILURE  0"), demo.out());
    assertTrue(
        demo.out().lines().anyMatch(line -> line.contains("before") && line.contains("after")),
        demo.out());
    assertTrue(demo.out().contains("zhang san"), demo.out());
    assertTrue(demo.err().contains("100%"), demo.err());
  }

  @Test
  void withoutAConfigurationItIsASandboxWithACallToPaste() throws Exception {
    assumed(free(8080) && free(8081), "the default ports are in use");
    try (Shell.Running service = shell.start(ShownCommand.SERVE.line())) {
      service.awaitLine("ready");
      service.awaitLine("curl ");
      assertTrue(service.out().contains("SANDBOX"), service.out());
      Shell.Result pasted = shell.run("curl -sS " + service.told("curl ")).succeeded();
      assertTrue(pasted.out().contains("\"TaskNo\""), pasted.out());
      assertEquals(0, service.stop(), service.err());
    }
  }

  @Test
  void theSandboxOfAServiceWithoutAConfigurationTakesTheSandboxsOptions() throws Exception {
    assumed(free(8080) && free(8081), "the default ports are in use");
    try (Shell.Running service = shell.start(ShownCommand.SERVE_MISBEHAVING.line())) {
      service.awaitLine("ready");
      assertTrue(service.out().contains("sandbox-none for com"), service.out());
      assertTrue(service.out().contains("sandbox-registrant-tech for net"), service.out());
      service.awaitLine("curl ");
      assertTrue(service.out().contains("that call for a fault"), service.out());
      assertEquals(0, service.stop(), service.err());
    }
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  @Test
  void aServiceWithAConfigurationWorksBesideItsCommands() throws Exception {
    try (Shell.Running registry =
        shell.start(ShownCommand.SANDBOX.line().replace("--port 7000", "--port 0"))) {
      registry.awaitLine("    login:");
      writeConfiguration(registry.out());
      try (Shell.Running service = shell.start(ShownCommand.SERVE_CONFIGURED.line())) {
        service.awaitLine("ready");
        assertTrue(service.told("registry ").startsWith("sandbox for com"), service.out());
        assertTrue(service.told("data ").startsWith("sqlite:"), service.out());
        String admin = service.told("admin ").split(" ")[0];
        assertEquals(200, get(admin + "/readyz").statusCode());
        assertTrue(get(admin + "/metrics").body().contains("domicile_registry_up"));
        useIt(service.told("API "));
        assertEquals(0, service.stop(), service.err());
      }
      assertEquals(0, registry.stop(), registry.err());
    }
  }

  /** What the sandbox prints is to be pasted under registries. */
  private static void writeConfiguration(String told) throws IOException {
    String registry = told.substring(told.indexOf("  - name: "));
    Files.writeString(
        clone.resolve("domicile.yaml"),
        """
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        database: sqlite:lab/domicile.db
        masterKey: file:lab/master.key
        registries:
        """
            + registry);
  }

  private void useIt(String url) throws Exception {
    Shell.Result made = shell.run(ShownCommand.ACCOUNT_CREATE.line()).succeeded();
    String id = after(made.out(), "AccessKeyId:");
    String secret = after(made.out(), "AccessKeySecret:");
    shell.run(ShownCommand.ACCOUNT_TAKE_OVER.line()).succeeded();

    Files.writeString(
        clone.resolve("portfolio.csv"),
        "DomainName\n"
            + "sample-0001.com\n"
            + "SAMPLE-0002.net.\n"
            + "sample-0002.net\n"
            + "sample-0003.org\n"
            + "no name\n");
    Shell.Result refused = shell.run(ShownCommand.DOMAINS_IMPORT.line());
    assertEquals(1, refused.exit(), refused.out() + refused.err());
    assertTrue(refused.err().contains("line 6"), refused.err());
    Shell.Result imported = shell.run(ShownCommand.DOMAINS_IMPORT_SKIP_BAD.line()).succeeded();
    Shell.Result count = shell.run(ShownCommand.DOMAINS_COUNT.line()).succeeded();
    assertEquals("3", count.out().strip(), imported.out() + imported.err());

    keepThePortfolio();

    String taskNo = FirstRequest.submit(url.replace("http://", ""), id, secret);
    assertTrue(UUID.matcher(taskNo).matches(), taskNo);
    requestByShell(url, id, secret);
    useKeys(url, id);
  }

  private static void keepThePortfolio() throws IOException {
    Files.writeString(
        clone.resolve("portfolio.csv"),
        "sample-0004.test\nsample-0005.example\n",
        StandardOpenOption.APPEND);
    Shell.Result again = shell.run(ShownCommand.DOMAINS_IMPORT_ADD.line()).succeeded();
    assertTrue(again.out().startsWith("Added: 2\nAlreadyHeld: 3\n"), again.out());
    Shell.Result sync = shell.run(ShownCommand.DOMAINS_SYNC.line()).succeeded();
    assertTrue(sync.out().startsWith("Read: 5\nDrifted: 0\n"), sync.out());
    Shell.Result one = shell.run(ShownCommand.DOMAINS_SYNC_ONE.line()).succeeded();
    assertEquals(5, new JsonMapper().readTree(one.out()).path("Read").intValue());
    Files.writeString(clone.resolve("sold.txt"), "sample-0005.example\n");
    shell.run(ShownCommand.DOMAINS_MOVE.line()).succeeded();
    shell.run(ShownCommand.DOMAINS_REMOVE.line()).succeeded();
    Shell.Result count = shell.run(ShownCommand.DOMAINS_COUNT.line()).succeeded();
    assertEquals("3", count.out().strip());
  }

  private static void useKeys(String url, String first) throws Exception {
    String manual = Files.readString(Path.of("docs/operating.md"));
    int begin = manual.indexOf("```json\n{\n  \"Version\"") + 8;
    Files.writeString(
        clone.resolve("policy.json"), manual.substring(begin, manual.indexOf("```", begin)));
    Shell.Result made = shell.run(ShownCommand.KEY_CREATE_POLICY.line()).succeeded();
    String limited = after(made.out(), "AccessKeyId:");
    String secret = after(made.out(), "AccessKeySecret:");
    assertEquals("NoPermission", refusal(url, limited, secret));
    Shell.Result temporary = shell.run(ShownCommand.KEY_CREATE_TEMPORARY.line()).succeeded();
    String passing = after(temporary.out(), "AccessKeyId:");
    assertEquals(
        "MissingSecurityToken", refusal(url, passing, after(temporary.out(), "AccessKeySecret:")));
    Shell.Result list = shell.run(ShownCommand.KEY_LIST.line()).succeeded();
    assertEquals(
        List.of(first, limited, passing),
        list.out().lines().map(line -> line.split(" ")[0]).toList(),
        list.out());

    assertEquals("DomainNotExist", refusal(url, "LTAIexample", "oldsecret"));
    shell.run(ShownCommand.KEY_DISABLE.line()).succeeded();
    awaitRefusal(url, "InvalidAccessKeyId.Inactive");
    shell.run(ShownCommand.KEY_ENABLE.line()).succeeded();
    awaitRefusal(url, "DomainNotExist");
    shell.run(ShownCommand.KEY_DELETE.line()).succeeded();
    awaitRefusal(url, "InvalidAccessKeyId.NotFound");
  }

  private static void awaitRefusal(String url, String code) {
    Await.until(
        code, Duration.ofSeconds(5), () -> refusal(url, "LTAIexample", "oldsecret").equals(code));
  }

  private static String refusal(String url, String id, String secret) {
    return assertThrows(
            ClientException.class,
            () -> FirstRequest.submit(url.replace("http://", ""), id, secret))
        .getErrCode();
  }

  private static void requestByShell(String url, String id, String secret) throws IOException {
    boolean tools = shell.run("command -v bash openssl curl").exit() == 0;
    if (!tools) {
      System.out.println(
          "the README's request by shell is not tried: bash, openssl or curl absent");
      return;
    }
    String readme = Files.readString(Path.of("README.md"));
    int begin = readme.indexOf("```bash\n") + 8;
    Path script = folder.resolve("first-request.sh");
    Files.writeString(script, readme.substring(begin, readme.indexOf("```", begin)));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(Map.of("url", url, "id", id, "secret", secret));
    Shell.Result answer = shell.run("bash '" + script + "'", Duration.ofMinutes(1), environment);
    assertTrue(answer.succeeded().out().contains("\"TaskNo\""), answer.out() + answer.err());
  }

  private static String after(String out, String label) {
    return out.lines()
        .filter(line -> line.startsWith(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError(out))
        .substring(label.length())
        .strip();
  }

  private static HttpResponse<String> get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
