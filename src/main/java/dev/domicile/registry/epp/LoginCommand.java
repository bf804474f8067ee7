package dev.domicile.registry.epp;

import dev.domicile.wire.XmlWriter;
import java.util.List;
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

  record LoggedIn() {}

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
    return new LoggedIn();
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
