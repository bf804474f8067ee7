package dev.domicile.app;

import dev.domicile.api.ThrottleSettings;
import dev.domicile.store.Database;
import dev.domicile.store.StartRefused;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that can be configured, read and checked. Each key's default, values and reason are in {@link
 * ConfigKeys} and in {@code docs/operating.md}.
 *
 * @param database as {@link dev.domicile.store.Database#open} takes it, its path absolute
 * @param maxDomainsPerTask 1 to 100,000
 * @param verifyAtSubmit largest batch that is read at the registry before it is accepted
 * @param tls null where the API speaks plain HTTP
 */
public record Config(
    InetSocketAddress listen,
    InetSocketAddress admin,
    boolean behindTls,
    ZoneId apiTimeZone,
    Duration timestampWindow,
    int maxDomainsPerTask,
    Duration freshFor,
    int verifyAtSubmit,
    String database,
    Path masterKey,
    Duration transferLockFor,
    @Nullable TlsConfig tls,
    LimitsConfig limits,
    ThrottleSettings throttle,
    EngineConfig engine,
    RetentionConfig retention,
    DeliveryConfig delivery,
    List<RegistryConfig> registries) {

  /** Parameters of a request beside the domains: contact and signature. */
  private static final int OTHER_THAN_DOMAINS = 100;

  private static final String SQLITE = "sqlite:";
  private static final String FILE = "file:";

  public Config {
    registries = List.copyOf(registries);
  }

  /**
   * For the service.
   *
   * @throws StartRefused with one line that names the file, the key's path, what is wrong and what
   *     is allowed
   */
  public static Config load(Path file) {
    return ConfigReader.read(file, System::getenv, true);
  }

  /**
   * For commands that touch the database only: the same checks, but the registries' secrets and key
   * files may be out of reach, and the secrets are empty.
   */
  public static Config loadForCommands(Path file) {
    return ConfigReader.read(file, System::getenv, false);
  }

  /**
   * All defaults, and no registries: the sandbox's are to be added. What it has still to decide is
   * looked at after seconds, as it decides in seconds.
   *
   * @param folder in which {@code data} lies
   */
  public static Config sandboxDefaults(Path folder) {
    Config config = ConfigReader.defaults(folder);
    Backoff soon = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30));
    return config.with(config.engine.withPendingCheck(soon), config.registries);
  }

  /** The database's URL may hold a password. */
  @Override
  public String toString() {
    return "Config[" + Database.place(database) + "]";
  }

  public Config withRegistries(List<RegistryConfig> others) {
    return with(engine, others);
  }

  private Config with(EngineConfig otherEngine, List<RegistryConfig> others) {
    return new Config(
        listen,
        admin,
        behindTls,
        apiTimeZone,
        timestampWindow,
        maxDomainsPerTask,
        freshFor,
        verifyAtSubmit,
        database,
        masterKey,
        transferLockFor,
        tls,
        limits,
        throttle,
        otherEngine,
        retention,
        delivery,
        others);
  }

  /** For a service that must not meet another's ports. */
  public Config onFreePorts() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new Config(
        any,
        any,
        behindTls,
        apiTimeZone,
        timestampWindow,
        maxDomainsPerTask,
        freshFor,
        verifyAtSubmit,
        database,
        masterKey,
        transferLockFor,
        tls,
        limits,
        throttle,
        engine,
        retention,
        delivery,
        registries);
  }

  /** The suffixes served, by the registry's name. */
  public Map<String, List<String>> tldsByRegistry() {
    Map<String, List<String>> tlds = new HashMap<>();
    registries.forEach(r -> tlds.put(r.profile().name(), r.profile().tlds()));
    return tlds;
  }

  static Config read(ConfigSection root) {
    Config config =
        new Config(
            address(root, "listen"),
            address(root, "admin"),
            root.flag("behindTls"),
            zone(root),
            root.span("timestampWindow"),
            root.whole("maxDomainsPerTask"),
            root.span("freshFor"),
            root.whole("verifyAtSubmit"),
            database(root),
            root.source().resolve(root.text("masterKey").substring(FILE.length())),
            root.span("transferLockFor"),
            TlsConfig.read(root),
            LimitsConfig.read(root.section("limits")),
            Settings.throttle(root.section("throttle")),
            EngineConfig.read(root.section("engine")),
            RetentionConfig.read(root.section("retention")),
            DeliveryConfig.read(root.section("delivery")),
            root.sections("registries").stream().map(RegistryConfig::read).toList());
    config.checkAddresses(root);
    config.checkParameters(root);
    config.checkRegistries(root);
    return config;
  }

  private static InetSocketAddress address(ConfigSection root, String key) {
    String text = root.text(key);
    return Addresses.parse(text)
        .orElseThrow(() -> root.notAllowed(key, "'" + text + "' is not allowed"));
  }

  /** The file of SQLite as an absolute path. */
  private static String database(ConfigSection root) {
    String url = root.databaseUrl("database");
    return url.startsWith(SQLITE)
        ? SQLITE + root.source().resolve(url.substring(SQLITE.length()))
        : url;
  }

  private static ZoneId zone(ConfigSection root) {
    String text = root.text("apiTimeZone");
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw root.notAllowed("apiTimeZone", "'" + text + "' is not known");
    }
  }

  private void checkAddresses(ConfigSection root) {
    if (!listen.getAddress().isLoopbackAddress() && !behindTls && tls == null) {
      throw root.wrong(
          "listen",
          "an address other than loopback would carry personal data without TLS; listen on"
              + " 127.0.0.1, give tls a certificate and key, or put a proxy that ends TLS in front"
              + " and set behindTls: true");
    }
    if (admin.equals(listen) && admin.getPort() != 0) {
      throw root.wrong("admin", "is the same as listen; take another port");
    }
  }

  private void checkParameters(ConfigSection root) {
    if (limits.parameters() < maxDomainsPerTask + OTHER_THAN_DOMAINS) {
      throw root.section("limits")
          .wrong(
              "parameters",
              limits.parameters()
                  + " is too few for maxDomainsPerTask; allowed: "
                  + (maxDomainsPerTask + OTHER_THAN_DOMAINS)
                  + " or more");
    }
  }

  private void checkRegistries(ConfigSection root) {
    Set<String> names = new HashSet<>();
    Map<String, String> served = new HashMap<>();
    for (int i = 0; i < registries.size(); i++) {
      String at = "registries[" + i + "]";
      String name = registries.get(i).profile().name();
      if (!names.add(name)) {
        throw root.wrong(at + ".name", "'" + name + "' is there twice");
      }
      for (String tld : registries.get(i).profile().tlds()) {
        String other = served.putIfAbsent(tld, name);
        if (other != null) {
          throw root.wrong(at + ".tlds", "'" + tld + "' is served by " + other + " already");
        }
      }
    }
  }
}
