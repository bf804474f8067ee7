package dev.domicile.registry.sandbox;

import java.util.Set;

/** RFC 5733 section 3.2.2. */
final class ContactDeleteCommand implements Command {

  private final Register register;

  ContactDeleteCommand(Register register) {
    this.register = register;
  }

  @Override
  public Answer run(Element delete, String registrar) {
    Form form = Form.of(delete);
    String handle = Syntax.handle(form, "id");
    form.end();
    Answer refusal = form.refusal();
    return refusal != null ? refusal : register.alone(() -> delete(handle, registrar));
  }

  private Answer delete(String handle, String registrar) {
    HeldContact held = register.contact(handle);
    if (held == null) {
      return Answer.refused(ResultCode.NOT_THERE, "id");
    }
    if (!held.sponsor().equals(registrar)) {
      return Answer.of(ResultCode.AUTHORIZATION);
    }
    if (isLocked(held.statuses())) {
      return Answer.of(ResultCode.STATUS);
    }
    if (register.isLinked(handle)) {
      return Answer.of(ResultCode.ASSOCIATION);
    }
    return register.delete(held, Answer.of(ResultCode.COMPLETED));
  }

  private static boolean isLocked(Set<String> statuses) {
    return statuses.contains("clientDeleteProhibited")
        || statuses.contains("serverDeleteProhibited")
        || statuses.stream().anyMatch(s -> s.startsWith("pending"));
  }
}
