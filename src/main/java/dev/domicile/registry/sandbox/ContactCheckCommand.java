package dev.domicile.registry.sandbox;

import java.util.ArrayList;
import java.util.List;

/** RFC 5733 section 3.1.1. */
final class ContactCheckCommand implements Command {

  private static final int MOST = 100;

  private final Register register;

  ContactCheckCommand(Register register) {
    this.register = register;
  }

  @Override
  public Answer run(Element check, String registrar) {
    Form form = Form.of(check);
    List<String> handles = new ArrayList<>();
    for (Element each : form.all("id", MOST)) {
      handles.add(Syntax.handle(form, each));
    }
    if (handles.isEmpty()) {
      form.wrong(ResultCode.MISSING, "id");
    }
    form.end();
    Answer refusal = form.refusal();
    return refusal != null ? refusal : Answer.with(out -> write(out, handles));
  }

  private void write(EppWriter out, List<String> handles) {
    out.start("contact:chkData").attribute("xmlns:contact", Element.CONTACT);
    for (String handle : handles) {
      boolean free = register.contact(handle) == null;
      out.start("contact:cd");
      out.start("contact:id").attribute("avail", free ? "1" : "0").text(handle).end();
      out.maybe("contact:reason", free ? null : "In use");
      out.end();
    }
    out.end();
  }
}
