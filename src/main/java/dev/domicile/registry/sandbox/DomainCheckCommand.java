package dev.domicile.registry.sandbox;

import java.util.ArrayList;
import java.util.List;

/** RFC 5731 section 3.1.1. */
final class DomainCheckCommand implements Command {

  private static final int MOST = 100;

  private final Register register;

  DomainCheckCommand(Register register) {
    this.register = register;
  }

  @Override
  public Answer run(Element check, String registrar) {
    Form form = Form.of(check);
    List<String> names = new ArrayList<>();
    for (Element each : form.all("name", MOST)) {
      names.add(Syntax.domainName(form, each));
    }
    if (names.isEmpty()) {
      form.wrong(ResultCode.MISSING, "name");
    }
    form.end();
    Answer refusal = form.refusal();
    return refusal != null ? refusal : Answer.with(out -> write(out, names));
  }

  private void write(EppWriter out, List<String> names) {
    out.start("domain:chkData").attribute("xmlns:domain", Element.DOMAIN);
    for (String name : names) {
      boolean free = register.domain(name) == null;
      out.start("domain:cd");
      out.start("domain:name").attribute("avail", free ? "1" : "0").text(name).end();
      out.maybe("domain:reason", free ? null : "In use");
      out.end();
    }
    out.end();
  }
}
