package dev.domicile.app;

import dev.domicile.events.Destination;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.RegistryProfile.ChangeRules;
import dev.domicile.registry.RegistryProfile.ContactModel;
import dev.domicile.registry.RegistryProfile.ContactRules;
import dev.domicile.registry.RegistryProfile.Disclosure;
import dev.domicile.registry.RegistryProfile.Handles;
import dev.domicile.registry.RegistryProfile.PostalPolicy;
import dev.domicile.registry.RegistryProfile.ReadBack;
import dev.domicile.registry.RegistryProfile.Unsupported;
import dev.domicile.registry.Role;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One registry; each key's meaning is in {@link ConfigKeys}.
 *
 * @param connector how it is spoken to: {@code epp}, or {@code none}; then host and login are empty
 * @param tls null for a plain test server on loopback
 * @param objects object URIs beside domain and contact
 * @param feed where contacts go that the registry does not hold; null for nowhere
 * @param poll how its messages are read; null where they are left to others
 */
public record RegistryConfig(
    RegistryProfile profile,
    String connector,
    String host,
    int port,
    @Nullable Tls tls,
    Login login,
    int pipeline,
    Times times,
    Reconnect reconnect,
    Traffic traffic,
    List<String> objects,
    List<String> extensions,
    @Nullable Destination feed,
    @Nullable Polling poll) {

  static final String CNNIC = "urn:ietf:params:xml:ns:cnnic-contact-1.0";

  public RegistryConfig {
    objects = List.copyOf(objects);
    extensions = List.copyOf(extensions);
  }

  RegistryConfig withProfile(RegistryProfile other) {
    return new RegistryConfig(
        other,
        connector,
        host,
        port,
        tls,
        login,
        pipeline,
        times,
        reconnect,
        traffic,
        objects,
        extensions,
        feed,
        poll);
  }

  /**
   * @param to where each message goes before it is acknowledged
   * @param every how often an empty queue is looked at
   */
  public record Polling(Destination to, Duration every) {}

  /**
   * PEM files.
   *
   * @param ca null for the JDK's authorities
   * @param certificate null where the registry asks for none; then there is no key either
   * @param hostname that the registry's certificate must carry
   */
  public record Tls(
      @Nullable Path ca, @Nullable Path certificate, @Nullable Path key, String hostname) {}

  /**
   * @param newPassword to be set at the registry at the next login; null to leave it
   */
  public record Login(String id, Secret password, @Nullable Secret newPassword) {}

  public record Times(
      Duration timeout, Duration connectTimeout, Duration keepAlive, Duration waitForSession) {}

  /**
   * @param pauses after a session could not be had
   * @param refused pause after a refused login
   * @param sessionLimit how long a registry is believed that has no further session for us
   */
  public record Reconnect(Backoff pauses, Duration refused, Duration sessionLimit) {}

  /**
   * @param commandsPerSecond 0 for no limit
   * @param commandsPerSession 0 for no limit
   * @param maxFrame in bytes
   */
  public record Traffic(
      double commandsPerSecond,
      int burst,
      int commandsPerSession,
      int maxFrame,
      boolean logFrames) {}

  private static final int SHORTEST_PASSWORD = 6;

  private static final String NO_CONNECTOR = "none";

  static RegistryConfig read(ConfigSection section) {
    String name = section.text("name");
    List<String> tlds = tlds(section);
    String connector = section.oneOf("connector");
    boolean connected = !connector.equals(NO_CONNECTOR);
    if (!connected) {
      refuseConnection(section);
    }
    String host = connected ? section.text("host") : "";
    Login login = connected ? login(section.section("login")) : new Login("", new Secret(""), null);
    ConfigSection reconnect = section.section("reconnect");
    RegistryProfile profile =
        new RegistryProfile(
            name,
            tlds,
            login.id(),
            section.whole("sessions"),
            connected ? constant(ContactModel.class, section.oneOf("contacts")) : ContactModel.NONE,
            constant(PostalPolicy.class, section.oneOf("postalInfo")),
            Set.copyOf(section.many("requires")),
            new ContactRules(
                constant(Disclosure.class, section.oneOf("disclose")),
                constant(Handles.class, section.oneOf("handles")),
                section.text("handlePrefix"),
                section.flag("transliterate"),
                section.flag("cnnic")),
            new ChangeRules(
                connected,
                constant(Unsupported.class, section.oneOf("onUnsupported")),
                section.span("pendingWarnAfter"),
                constant(ReadBack.class, section.oneOf("readBack")),
                section.flag("liftUpdateLock")));
    return new RegistryConfig(
        profile,
        connector,
        host,
        section.whole("port"),
        connected ? tls(section, host) : null,
        login,
        section.whole("pipeline"),
        new Times(
            section.span("timeout"),
            section.span("connectTimeout"),
            section.span("keepAlive"),
            section.span("waitForSession")),
        new Reconnect(
            Backoff.read(reconnect), reconnect.span("refused"), reconnect.span("sessionLimit")),
        traffic(section),
        section.many("objects"),
        extensions(section, profile),
        feed(section, profile),
        poll(section, connected));
  }

  /** An extension that is not named at login may not be used (RFC 5730 section 2.9.1.1). */
  private static List<String> extensions(ConfigSection section, RegistryProfile profile) {
    List<String> named = new ArrayList<>(section.many("extensions"));
    if (profile.contactRules().cnnic() && !named.contains(CNNIC)) {
      named.add(CNNIC);
    }
    return named;
  }

  /** Whether there is a way to the registry at all. */
  public boolean connected() {
    return !connector.equals(NO_CONNECTOR);
  }

  private static void refuseConnection(ConfigSection section) {
    for (String key : List.of("host", "port", "plain", "tls", "login")) {
      if (section.has(key)) {
        throw section.wrong(key, "is there and connector is none; remove one of them");
      }
    }
    if (section.has("contacts") && !section.oneOf("contacts").equals("none")) {
      throw section.wrong("contacts", "must be none where connector is none");
    }
  }

  private static @Nullable Polling poll(ConfigSection section, boolean connected) {
    boolean all = section.oneOf("poll").equals("all");
    if (all && !connected) {
      throw section.wrong("poll", "is all and connector is none; remove one of them");
    }
    if (!all && section.has("pollTo")) {
      throw section.wrong("pollTo", "is there and poll is off; no message would go there");
    }
    Destination to = Destinations.read(section, "pollTo", "pollSecret");
    if (!all) {
      return null;
    }
    if (to == null) {
      throw section.wrong("pollTo", "is missing; with poll: all the messages go there alone");
    }
    return new Polling(to, section.span("pollEvery"));
  }

  /** A feed that would never be told anything is a mistake that nobody would notice. */
  private static @Nullable Destination feed(ConfigSection section, RegistryProfile profile) {
    Destination feed = Destinations.read(section, "feed", "feedSecret");
    if (feed != null && profile.changeRules().onUnsupported() == Unsupported.FAIL) {
      throw section.wrong("feed", "is there and onUnsupported is fail; remove one of them");
    }
    if (feed != null && Stream.of(Role.values()).allMatch(profile.contacts()::holds)) {
      throw section.wrong("feed", "is there, and the registry holds every contact (contacts)");
    }
    return feed;
  }

  private static List<String> tlds(ConfigSection section) {
    List<String> aLabels = new ArrayList<>();
    for (String tld : section.many("tlds")) {
      Optional<DomainName> below = DomainName.parse("x." + tld);
      if (below.isEmpty()) {
        throw section.notAllowed("tlds", "'" + tld + "' is no suffix of domain names");
      }
      aLabels.add(below.get().ascii().substring(2));
    }
    return aLabels;
  }

  private static Login login(ConfigSection section) {
    Secret password = longEnough(section, "password", section.secret("password"));
    Secret next = section.optionalSecret("newPassword");
    return new Login(
        section.text("id"),
        password,
        next == null ? null : longEnough(section, "newPassword", next));
  }

  private static Secret longEnough(ConfigSection section, String name, Secret secret) {
    if (section.source().forService() && secret.value().length() < SHORTEST_PASSWORD) {
      throw section.wrong(name, "has under " + SHORTEST_PASSWORD + " characters");
    }
    return secret;
  }

  private static Traffic traffic(ConfigSection section) {
    int perSession = section.whole("maxCommandsPerSession");
    if (perSession == 1) {
      throw section.wrong(
          "maxCommandsPerSession",
          "is 1, and the login is a command; 0 for no limit, or 2 or more");
    }
    return new Traffic(
        section.decimal("commandsPerSecond"),
        section.whole("burst"),
        perSession,
        section.size("maxFrame"),
        section.flag("logFrames"));
  }

  private static @Nullable Tls tls(ConfigSection section, String host) {
    if (section.flag("plain")) {
      if (section.has("tls")) {
        throw section.wrong("plain", "is true and tls is there; remove one of them");
      }
      if (!Addresses.isLoopback(host)) {
        throw section.wrong(
            "plain", "true is for hosts on loopback only: the password would travel in clear");
      }
      return null;
    }
    ConfigSection tls = section.section("tls");
    Path certificate = tls.file("certificate");
    Path key = tls.file("key");
    if ((certificate == null) != (key == null)) {
      throw tls.wrong(
          certificate == null ? "certificate" : "key",
          "is missing; certificate and key come together");
    }
    return new Tls(tls.file("ca"), certificate, key, tls.optionalText("hostname").orElse(host));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    String words = text.replaceAll("([a-z])([A-Z])", "$1_$2").replace('-', '_');
    return Enum.valueOf(type, words.toUpperCase(Locale.ROOT));
  }
}
