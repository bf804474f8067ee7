package dev.domicile.registry.epp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one registry is reached and how much is asked of it. How many sessions are held is in the
 * {@link dev.domicile.registry.RegistryProfile}.
 *
 * @param host name or address to connect to
 * @param port usually 700 (RFC 5734)
 * @param tls null for plain TCP, which only a test server speaks
 * @param logFrames whether every frame goes to the log, with only what is no secret and no personal
 *     data
 */
public record EppSettings(
    String host,
    int port,
    @Nullable Tls tls,
    Login login,
    Pacing pacing,
    Recovery recovery,
    Allowance allowance,
    Services services,
    boolean logFrames) {

  private static final int SHORTEST_PASSWORD = 6;

  public EppSettings {
    require(!host.isBlank(), "host", "is empty");
    require(port >= 1 && port <= 65_535, "port", "must be 1 to 65535");
  }

  /** Everything but the address, the identity and the login at its default. */
  public static EppSettings of(String host, int port, @Nullable Tls tls, Login login) {
    return new EppSettings(
        host,
        port,
        tls,
        login,
        Pacing.DEFAULT,
        Recovery.DEFAULT,
        Allowance.UNLIMITED,
        Services.DEFAULT,
        false);
  }

  public EppSettings with(Pacing other) {
    return new EppSettings(host, port, tls, login, other, recovery, allowance, services, logFrames);
  }

  public EppSettings with(Recovery other) {
    return new EppSettings(host, port, tls, login, pacing, other, allowance, services, logFrames);
  }

  public EppSettings with(Allowance other) {
    return new EppSettings(host, port, tls, login, pacing, recovery, other, services, logFrames);
  }

  public EppSettings with(Services other) {
    return new EppSettings(host, port, tls, login, pacing, recovery, allowance, other, logFrames);
  }

  public EppSettings withFramesLogged(boolean logged) {
    return new EppSettings(host, port, tls, login, pacing, recovery, allowance, services, logged);
  }

  /** As operators know it; part of every message about this registry. */
  public String address() {
    return host + ":" + port;
  }

  /**
   * Who is trusted, and who we are. All files are PEM.
   *
   * @param ca the authorities that the registry's certificate may come from; null for those that
   *     the JDK trusts
   * @param certificate our certificate followed by its intermediates; null where the registry asks
   *     for none
   * @param key its private key, not encrypted: PKCS#8, PKCS#1 or SEC1; null exactly where there is
   *     no certificate
   * @param hostname the name the registry's certificate must carry; null for {@code host}
   */
  public record Tls(
      @Nullable Path ca,
      @Nullable Path certificate,
      @Nullable Path key,
      @Nullable String hostname) {
    public Tls {
      require(
          (certificate == null) == (key == null), "tls", "needs both certificate and key, or none");
    }
  }

  /**
   * @param id our clID, 3 to 16 characters
   * @param password at least 6 characters; over 16 the registry must offer RFC 8807
   * @param newPassword sent as newPW until the registry has taken it, then used as the password;
   *     null to leave the password as it is
   */
  public record Login(String id, String password, @Nullable String newPassword) {
    public Login {
      require(id.length() >= 3 && id.length() <= 16, "login.id", "must have 3 to 16 characters");
      require(password.length() >= SHORTEST_PASSWORD, "login.password", "has under 6 characters");
      require(
          newPassword == null || newPassword.length() >= SHORTEST_PASSWORD,
          "login.newPassword",
          "has under 6 characters");
    }

    @Override
    public String toString() {
      return "Login[" + id + "]";
    }
  }

  /**
   * Limits on waiting, and on what is sent and taken.
   *
   * @param window commands in flight per session; over 1 only where the registry is known to answer
   *     in order
   * @param connectTimeout for TCP; and again for the TLS handshake with the greeting
   * @param timeout for the answer to a command; then its outcome is unknown and its session dropped
   * @param keepAlive idle time after which a hello is sent; under half of the registry's idle limit
   * @param waitForSession how long a call waits while all sessions are busy
   * @param maxFrame largest frame taken, in bytes with its 4 length bytes, so that a wrong length
   *     costs no memory
   */
  public record Pacing(
      int window,
      Duration connectTimeout,
      Duration timeout,
      Duration keepAlive,
      Duration waitForSession,
      int maxFrame) {

    public static final Pacing DEFAULT =
        new Pacing(
            1,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(50),
            Duration.ofSeconds(30),
            4 << 20);

    public Pacing {
      require(window >= 1 && window <= 1_000, "pipeline", "must be 1 to 1000");
      positive(connectTimeout, "connectTimeout");
      positive(timeout, "timeout");
      positive(keepAlive, "keepAlive");
      positive(waitForSession, "waitForSession");
      require(maxFrame >= 1_024, "maxFrame", "must be 1024 or more");
    }
  }

  /**
   * How long a registry is left alone after a session could not be had. Every pause is shortened by
   * up to a half at random, so that many clients do not come back together.
   *
   * @param first pause after the first failure; doubles with each further one
   * @param most longest of these pauses
   * @param refused pause after a refused login, which ends earlier only by a restart: each further
   *     try brings a lock-out nearer, and none helps before somebody has set the login right
   * @param sessionLimit after 2502 at login with other sessions open: how long their number is kept
   *     before one more is tried
   */
  public record Recovery(Duration first, Duration most, Duration refused, Duration sessionLimit) {

    public static final Recovery DEFAULT =
        new Recovery(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofMinutes(5));

    public Recovery {
      positive(first, "backoff.first");
      positive(most, "backoff.most");
      positive(refused, "backoff.refused");
      positive(sessionLimit, "backoff.sessionLimit");
      require(first.compareTo(most) <= 0, "backoff.first", "is over backoff.most");
    }
  }

  /**
   * What the registry allows.
   *
   * @param commandsPerSecond over all sessions, up to 100000; 0 for no limit. Logins, logouts and
   *     hellos do not count: they are few, and the registry's patience with them is another
   * @param burst how many may be sent at once after a silence, at least 1
   * @param commandsPerSession how many a session may carry, its login counted, at least 2; then it
   *     is logged out and another one opened. 0 for no limit
   */
  public record Allowance(double commandsPerSecond, int burst, int commandsPerSession) {

    public static final Allowance UNLIMITED = new Allowance(0, 1, 0);

    public Allowance {
      require(
          commandsPerSecond == 0 || commandsPerSecond >= 0.001 && commandsPerSecond <= 100_000,
          "commandsPerSecond",
          "must be 0, or 0.001 to 100000");
      require(burst >= 1 && burst <= 100_000, "burst", "must be 1 to 100000");
      require(
          commandsPerSession == 0 || commandsPerSession >= 2,
          "maxCommandsPerSession",
          "must be 0, or 2 or more");
    }

    /** What is left for commands after the login. */
    int afterLogin() {
      return commandsPerSession == 0 ? Integer.MAX_VALUE : commandsPerSession - 1;
    }
  }

  /**
   * What is asked for at login, as far as the greeting offers it (RFC 5730 section 2.9.1.1).
   *
   * @param needed objURIs without which no session is opened
   * @param objects further objURIs
   * @param extensions extURIs
   */
  public record Services(List<String> needed, List<String> objects, List<String> extensions) {

    public static final Services DEFAULT =
        new Services(List.of(Ns.DOMAIN, Ns.CONTACT), List.of(), List.of());

    /** For a registry that may hold no contacts at all. */
    public static final Services WITHOUT_CONTACTS =
        new Services(List.of(Ns.DOMAIN), List.of(Ns.CONTACT), List.of());

    public Services {
      needed = List.copyOf(needed);
      objects = List.copyOf(objects);
      extensions = List.copyOf(extensions);
    }
  }

  private static void positive(Duration duration, String key) {
    require(duration.isPositive(), key, "must be longer than 0");
  }

  private static void require(boolean holds, String key, String complaint) {
    if (!holds) {
      throw new EppConfigurationException(key + " " + complaint);
    }
  }
}
