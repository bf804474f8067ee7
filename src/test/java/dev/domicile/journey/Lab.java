package dev.domicile.journey;

import dev.domicile.Await;
import dev.domicile.registry.sandbox.ContactCard;
import dev.domicile.registry.sandbox.HeldDomain;
import dev.domicile.registry.sandbox.Rules;
import dev.domicile.registry.sandbox.Sandbox;
import dev.domicile.registry.sandbox.SandboxCredentials;
import dev.domicile.registry.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One registry of a journey: a sandbox on a port of its own, and how the service's configuration
 * names it. It refuses any clTRID that it has seen, so every journey also shows that none comes
 * twice.
 */
final class Lab implements AutoCloseable {

  static final int DOMAINS = 60;

  private final String name;
  private final List<String> tlds;
  private final Map<String, String> keys = new LinkedHashMap<>();
  private SandboxOptions options;
  private Sandbox sandbox;

  private Lab(Path folder, String name, List<String> tlds, UnaryOperator<SandboxOptions> how) {
    this.name = name;
    this.tlds = tlds;
    this.options =
        how.apply(
            SandboxOptions.in(folder.resolve("registry-" + name))
                .withSampleDomains(DOMAINS)
                .withRules(Rules.defaults().withRefuseRepeatedClTrids(true)));
    key("sessions", "4");
    key("timeout", "20s");
    key("reconnect", "{first: 5ms, most: 25ms, refused: 25ms}");
  }

  static Lab start(Path folder, String name, List<String> tlds, UnaryOperator<SandboxOptions> how) {
    Lab lab = new Lab(folder, name, tlds, how);
    lab.start();
    return lab;
  }

  /** Serves test and example. */
  static Lab near(Path folder) {
    return start(folder, "near", List.of("test", "example"), options -> options);
  }

  /** Serves com, net and org. */
  static Lab far(Path folder) {
    return start(folder, "far", List.of("com", "net", "org"), options -> options);
  }

  /** Sets a key of the registry's part of the configuration, for the service's next start. */
  Lab key(String key, String value) {
    keys.put(key, value);
    return this;
  }

  Lab without(String key) {
    keys.remove(key);
    return this;
  }

  String name() {
    return name;
  }

  /** On the port it had before, with what it held. */
  void start() {
    Await.until("port " + options.port() + " is free", this::started);
    options = options.withPort(sandbox.port());
  }

  /**
   * A client that tries to connect to a port of its own host on which nobody listens may be given
   * that very port for its end, and then talks to itself for a moment.
   */
  private boolean started() {
    try {
      sandbox = Sandbox.start(options);
      return true;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("Address already in use")) {
        return false;
      }
      throw new UncheckedIOException(e);
    }
  }

  /** On the same port, with other rules, faults or passwords. */
  void restart(UnaryOperator<SandboxOptions> how) {
    stop();
    options = how.apply(options);
    start();
  }

  void stop() {
    try {
      sandbox.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Path folder() {
    return options.folder();
  }

  int port() {
    return options.port();
  }

  HeldDomain domain(String domain) {
    return sandbox.domain(domain).orElseThrow(() -> new AssertionError("no domain " + domain));
  }

  String handle(String domain, String contactType) {
    HeldDomain held = domain(domain);
    return contactType.equals("registrant") ? held.registrant() : held.contacts().get(contactType);
  }

  ContactCard card(String domain, String contactType) {
    return sandbox.contact(handle(domain, contactType)).orElseThrow().card();
  }

  long commands(String kind) {
    return sandbox.commands().getOrDefault(kind, 0L);
  }

  String yaml() {
    SandboxCredentials credentials = sandbox.credentials();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("name", name);
    all.put("tlds", tlds.toString());
    all.put("host", "127.0.0.1");
    all.put("port", Integer.toString(options.port()));
    all.put(
        "tls",
        "{ca: %s, certificate: %s, key: %s, hostname: localhost}"
            .formatted(
                credentials.authority(), credentials.clientCertificate(), credentials.clientKey()));
    all.put(
        "login",
        "{id: %s, password: '%s'}".formatted(credentials.registrarId(), credentials.password()));
    all.putAll(keys);
    StringBuilder out = new StringBuilder();
    all.forEach(
        (key, value) ->
            out.append(out.isEmpty() ? "  - " : "    ")
                .append(key)
                .append(": ")
                .append(value)
                .append('\n'));
    return out.toString();
  }

  @Override
  public void close() {
    stop();
  }
}
