package dev.domicile.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL database as a configuration names it: {@code
 * postgresql://user:password@host:port/name?option=value&...}. Percent encoding is undone in every
 * part.
 *
 * @param hosts one or more, with commas between; without a port it is 5432
 * @param options for the driver
 * @param connections of one process at most
 * @param force whether a server is taken that may lose what it has confirmed
 */
record PostgresUrl(
    String user,
    String password,
    String hosts,
    String name,
    Properties options,
    int connections,
    boolean force) {

  static final String SCHEME = "postgresql://";

  /** Connections of one process unless said; PostgreSQL's own default is 100 for all clients. */
  private static final int CONNECTIONS = 16;

  /** Each of the two pools, for writes and for reads, has one at least. */
  private static final int FEWEST = 2;

  private static final int MOST = 500;

  /**
   * The driver's options that may be given: those that say how to reach the server. Others would
   * change what statements mean, and one that is misspelled would be passed over by the driver.
   */
  private static final Set<String> DRIVER =
      new TreeSet<>(
          Set.of(
              "sslmode",
              "sslrootcert",
              "sslcert",
              "sslkey",
              "sslpassword",
              "sslnegotiation",
              "sslResponseTimeout",
              "channelBinding",
              "gssEncMode",
              "requireAuth",
              "connectTimeout",
              "socketTimeout",
              "loginTimeout",
              "tcpKeepAlive",
              "targetServerType",
              "hostRecheckSeconds",
              "ApplicationName",
              "currentSchema",
              "options",
              "passfile"));

  private static final Pattern SHAPE =
      Pattern.compile(
          "postgresql://(?:(?<user>[^:@/?]*)(?::(?<password>[^/?]*))?@)?"
              + "(?<hosts>[^@/?]+)/(?<name>[^/?]+)(?:\\?(?<options>.*))?");

  static PostgresUrl parse(String url) {
    Matcher parts = SHAPE.matcher(url);
    if (!parts.matches()) {
      throw new StartRefused(
          "database: not of the form postgresql://user:password@host:5432/name?sslmode=verify-full;"
              + " in user, password and name write @ as %40, / as %2F, ? as %3F, : as %3A and % as"
              + " %25");
    }
    Properties options = new Properties();
    int connections = CONNECTIONS;
    boolean force = false;
    for (String option : part(parts, "options").split("&")) {
      String name = option.split("=", 2)[0];
      String value = option.contains("=") ? decoded(option.split("=", 2)[1]) : "";
      switch (name) {
        case "" -> {}
        case "connections" -> connections = connections(value);
        case "force" -> force = force(value);
        default -> options.setProperty(known(name), value);
      }
    }
    return new PostgresUrl(
        decoded(part(parts, "user")),
        decoded(part(parts, "password")),
        part(parts, "hosts"),
        decoded(part(parts, "name")),
        options,
        connections,
        force);
  }

  /** For people: without user, password and options. */
  String place() {
    return SCHEME + hosts + "/" + name;
  }

  /** A driver's file paths, passwords and all else may stand in the options. */
  @Override
  public String toString() {
    return place();
  }

  private static String part(Matcher parts, String name) {
    String part = parts.group(name);
    return part == null ? "" : part;
  }

  private static String decoded(String text) {
    try {
      // a plus is a plus, as everywhere in a URL but in forms
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      throw new StartRefused(
          "database: a % that does not begin a percent encoding; write it as %25");
    }
  }

  private static int connections(String value) {
    if (value.matches("[0-9]{1,3}")
        && Integer.parseInt(value) >= FEWEST
        && Integer.parseInt(value) <= MOST) {
      return Integer.parseInt(value);
    }
    throw new StartRefused("database: connections must be " + FEWEST + " to " + MOST);
  }

  private static boolean force(String value) {
    if (!Set.of("true", "false").contains(value)) {
      throw new StartRefused("database: force must be true or false");
    }
    return value.equals("true");
  }

  private static String known(String name) {
    if (!DRIVER.contains(name)) {
      throw new StartRefused(
          "database: option "
              + (name.matches("[A-Za-z]{1,40}") ? name : "of that name")
              + " is not known; known are connections, force and "
              + String.join(", ", DRIVER));
    }
    return name;
  }
}
