package dev.domicile.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The server that a URL names: how it is reached, and whether it can be trusted with the data. */
final class PostgresServer {

  private static final int OLDEST = 15;

  /** Settings of the server without which a confirmed write can be lost or a page be torn. */
  private static final String SETTINGS =
      """
      SELECT current_setting('server_version_num') AS number,
        current_setting('server_version') AS version,
        current_setting('server_encoding') AS encoding,
        current_setting('fsync') AS fsync,
        current_setting('full_page_writes') AS full_page_writes,
        current_setting('synchronous_commit') AS synchronous_commit,
        current_schema() AS schema
      """;

  private final PostgresUrl url;

  PostgresServer(PostgresUrl url) {
    this.url = url;
  }

  /** Without the driver's own parsing of what a user has typed. */
  String jdbcUrl() {
    return "jdbc:postgresql://"
        + url.hosts()
        + "/"
        + java.net.URLEncoder.encode(url.name(), java.nio.charset.StandardCharsets.UTF_8)
            .replace("+", "%20");
  }

  /**
   * For the driver. What the URL says goes before what stands here.
   *
   * @param socketTimeout seconds without an answer after which a connection is given up, 0 for
   *     never
   */
  Properties properties(int socketTimeout) {
    Properties all = new Properties();
    all.setProperty("ApplicationName", "domicile");
    all.setProperty("connectTimeout", "10");
    all.setProperty("socketTimeout", Integer.toString(socketTimeout));
    all.setProperty("tcpKeepAlive", "true");
    // values of a row would stand in the exception, and so in the log
    all.setProperty("logServerErrorDetail", "false");
    all.setProperty("readOnlyMode", "transaction");
    all.putAll(url.options());
    if (!url.user().isEmpty()) {
      all.setProperty("user", url.user());
    }
    if (!url.password().isEmpty()) {
      all.setProperty("password", url.password());
    }
    return all;
  }

  /**
   * @throws StartRefused with one line, if it cannot be reached or is not as it must be
   */
  void check() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(), properties(60));
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(SETTINGS)) {
      found.next();
      if (found.getInt("number") < OLDEST * 10_000) {
        throw refused(
            "the server is PostgreSQL "
                + found.getString("version")
                + "; "
                + OLDEST
                + " or later is needed: upgrade it, or name another");
      }
      if (!found.getString("encoding").equals("UTF8")) {
        throw refused(
            "its encoding is "
                + found.getString("encoding")
                + "; make it anew with: CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0");
      }
      if (found.getString("schema") == null) {
        throw refused(
            "there is no schema to put tables into; make the one that currentSchema or the role's"
                + " search_path names");
      }
      for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
        checkSetting(setting, found.getString(setting));
      }
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private void checkSetting(String setting, String value) {
    if (value.equals("off") && !url.force()) {
      throw refused(
          "the server has "
              + setting
              + " = off, so accepted tasks can be lost when it or its machine stops; turn it on, or"
              + " add force=true to the URL if losing all data is all right");
    }
  }

  private StartRefused refused(String why) {
    return new StartRefused("database " + url.place() + ": " + why);
  }

  /** The driver's own words are added where they do not hold what was typed. */
  StartRefused refused(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    String why =
        switch (state) {
          case "28P01", "28000" ->
              "the server refuses user "
                  + user()
                  + ": "
                  + told(e)
                  + "; check user and password in the URL, and the server's pg_hba.conf";
          case "3D000" ->
              "there is no such database on the server; make it with: CREATE DATABASE "
                  + url.name()
                  + " OWNER "
                  + user();
          case "42501" ->
              "user "
                  + user()
                  + " may not do this there: "
                  + told(e)
                  + "; make it the owner of the database";
          case "42P07" ->
              "it holds tables of something else ("
                  + told(e)
                  + "); name another database, or another schema with currentSchema";
          case "53300" ->
              "the server has no connection left; raise its max_connections, or lower connections"
                  + " in the URL";
          case "57P03" -> "the server is starting or stopping; try again";
          case "08001", "08004", "08006" ->
              "the server cannot be reached: "
                  + told(e)
                  + "; check host, port and TLS options, and that it runs";
          default -> told(e);
        };
    return new StartRefused("database " + url.place() + ": " + why, e);
  }

  private String user() {
    return url.user().isEmpty() ? "of this process" : url.user();
  }

  private static String told(SQLException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String text = String.valueOf(e.getMessage());
    if (deepest != e) {
      text = deepest.getClass().getSimpleName() + ": " + deepest.getMessage();
    }
    return text.replaceAll("\\s+", " ").replaceFirst("^FATAL: ", "").replaceFirst("\\.$", "");
  }
}
