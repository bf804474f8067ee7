package dev.domicile.registry.sandbox;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every command on objects that this registry knows. */
final class Commands {

  private static final Set<String> VERBS =
      Set.of("check", "create", "delete", "info", "renew", "transfer", "update");

  private final Map<String, Command> byKind;
  private final DomainUpdateCommand update;
  private final ContactCreateCommand contactCreate;

  Commands(Register register, Policy policy, InstantSource clock) {
    update = new DomainUpdateCommand(register, policy, clock);
    contactCreate = new ContactCreateCommand(register, policy, clock);
    byKind =
        Map.of(
            "domain:check", new DomainCheckCommand(register),
            "domain:create", new DomainCreateCommand(register, policy, clock),
            "domain:info", new DomainInfoCommand(register, policy),
            "domain:update", update,
            "contact:check", new ContactCheckCommand(register),
            "contact:create", contactCreate,
            "contact:delete", new ContactDeleteCommand(register),
            "contact:info", new ContactInfoCommand(register),
            "contact:update", new ContactUpdateCommand(register, clock));
  }

  /**
   * @param fault that changes how a domain:update is carried out; all others leave it as it is
   */
  Answer run(Received received, Login login, Fault fault, Trids trids) {
    Element verb = received.verb();
    if (!VERBS.contains(verb.name())) {
      return Answer.of(ResultCode.UNKNOWN_COMMAND);
    }
    Element object = received.object();
    if (object == null) {
      return Answer.refused(ResultCode.SYNTAX, verb.name() + ": needs one object");
    }
    if (!login.serves(object.namespace())) {
      return Answer.of(ResultCode.OBJECT_SERVICE);
    }
    if (!object.name().equals(verb.name())) {
      return Answer.refused(ResultCode.SYNTAX, verb.name() + " around " + object.name());
    }
    if (received.extension() != null && !login.isExtended()) {
      return Answer.of(ResultCode.EXTENSION);
    }
    Command command = command(received, fault, trids);
    return command == null
        ? Answer.of(ResultCode.UNIMPLEMENTED)
        : command.run(object, login.registrar());
  }

  private @Nullable Command command(Received received, Fault fault, Trids trids) {
    Command command = byKind.get(received.kind());
    if (command == contactCreate) {
      return contactCreate.extendedBy(received.extension());
    }
    if (command != update) {
      return command;
    }
    return switch (fault) {
      case Fault.Ignore ignore -> update.ignoringContacts();
      case Fault.Postpone(Fault.Decision decision) -> update.postponed(decision, trids);
      default -> update;
    };
  }
}
