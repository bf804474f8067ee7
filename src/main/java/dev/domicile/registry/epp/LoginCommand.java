package dev.domicile.registry.epp;

import dev.domicile.wire.XmlWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RFC 5730 section 2.9.1.1. A password too long for its element travels in the login security
 * extension (RFC 8807).
 */
record LoginCommand(
    String id,
    String password,
    @Nullable String newPassword,
    String language,
    List<String> objects,
    List<String> extensions)
    implements Command<LoginCommand.LoggedIn> {

  /**
   * @param warnings security events that the registry tells, a line each (RFC 8807 section 3.1);
   *     they come only where its URI was named at login
   */
  record LoggedIn(List<String> warnings) {}

  /** What a line is made of; the event's text may quote anything and is left out. */
  private static final List<String> EVENT =
      List.of("type", "name", "level", "exDate", "value", "duration");

  private static final int LONGEST_PASSWORD = 16;
  private static final String IN_EXTENSION = "[LOGIN-SECURITY]";

  /** Whether the registry must offer RFC 8807 for these passwords. */
  static boolean needsLoginSecurity(String password, @Nullable String newPassword) {
    return isLong(password) || newPassword != null && isLong(newPassword);
  }

  @Override
  public String name() {
    return "login";
  }

  @Override
  public void write(XmlWriter xml) {
    xml.start("login").element("clID", id).element("pw", shown(password));
    if (newPassword != null) {
      xml.element("newPW", shown(newPassword));
    }
    xml.start("options").element("version", "1.0").element("lang", language).end();
    xml.start("svcs");
    objects.forEach(uri -> xml.element("objURI", uri));
    if (!extensions.isEmpty()) {
      xml.start("svcExtension");
      extensions.forEach(uri -> xml.element("extURI", uri));
      xml.end();
    }
    xml.end().end();
    if (needsLoginSecurity(password, newPassword)) {
      loginSecurity(xml);
    }
  }

  @Override
  public LoggedIn read(Response response) {
    Element extension = response.extension();
    Element data = extension == null ? null : extension.child(Ns.LOGIN_SEC, "loginSecData");
    return new LoggedIn(
        data == null
            ? List.of()
            : data.children("event").stream().map(LoginCommand::line).toList());
  }

  private static String line(Element event) {
    return EVENT.stream()
        .flatMap(name -> event.attribute(name).map(value -> name + " " + value).stream())
        .map(part -> part.replaceAll("[^A-Za-z0-9:. _+-]", "?"))
        .collect(Collectors.joining(", "));
  }

  @Override
  public List<String> confidential() {
    return newPassword == null ? List.of(password) : List.of(password, newPassword);
  }

  @Override
  public String toString() {
    return "LoginCommand[" + id + "]";
  }

  private void loginSecurity(XmlWriter xml) {
    xml.start("extension").start("loginSec:loginSec").attribute("xmlns:loginSec", Ns.LOGIN_SEC);
    if (isLong(password)) {
      xml.element("loginSec:pw", password);
    }
    if (newPassword != null && isLong(newPassword)) {
      xml.element("loginSec:newPW", newPassword);
    }
    xml.end().end();
  }

  private static String shown(String password) {
    return isLong(password) ? IN_EXTENSION : password;
  }

  private static boolean isLong(String password) {
    return password.length() > LONGEST_PASSWORD;
  }
}
