package dev.domicile.registry.epp;

import dev.domicile.wire.XmlWriter;

/** RFC 5730 section 2.9.1.2. */
record LogoutCommand() implements Command<LogoutCommand.LoggedOut> {

  record LoggedOut() {}

  @Override
  public String name() {
    return "logout";
  }

  @Override
  public void write(XmlWriter xml) {
    xml.start("logout").end();
  }

  @Override
  public LoggedOut read(Response response) {
    return new LoggedOut();
  }
}
