package dev.domicile.contact;

import dev.domicile.contact.RegistryContactTable.Entry;
import dev.domicile.contact.RegistryContactTable.Key;
import dev.domicile.contact.RegistryContactTable.State;
import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.Disclose;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.Trouble;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one content a contact of one registry, and no second one, whatever was interrupted before.
 *
 * <p>The handle is stored before contact:create goes out, so a create that had been carried out
 * meets 2302 on a handle that is ours. A handle found merely CHOSEN is sent again without asking: 1
 * command where nothing had been sent, 2 where it had, as asking first would cost 2 and 1; and what
 * is known to have gone out is DOUBTED, and asked for.
 *
 * <p>A registry that makes handles itself (RFC 5733 section 3.2.1 leaves it that) cannot be asked
 * for one that it never told. There the row says LOST before the create goes out; a row that is
 * found so is never sent again: a person has to look, or there would be two.
 */
final class ContactMaking {

  private static final int EXISTS = 2302;
  private static final int DOES_NOT_EXIST = 2303;
  private static final int NOT_SPONSOR = 2201;
  private static final int WRONG_AUTH_INFO = 2202;

  /** Handles tried at most: with 77 random bits, a second one taken is no chance. */
  private static final int HANDLES = 5;

  private static final Trouble NOT_TOLD =
      new Trouble(
          Trouble.Kind.TIMEOUT,
          "the registry makes handles itself, and the answer that named one was lost");

  /** For the audit: a command was answered with success, or its answer was lost. */
  private static final String CREATED = "contact.created";

  private static final String FOUND = "contact.found";

  private final Registry registry;
  private final Key key;
  private final long contactId;
  private final ContactContent content;
  private final @Nullable Disclose disclose;
  private final RegistryContactTable table;
  private final Tokens tokens;

  ContactMaking(
      Registry registry,
      Key key,
      long contactId,
      ContactContent content,
      @Nullable Disclose disclose,
      RegistryContactTable table,
      Tokens tokens) {
    this.registry = registry;
    this.key = key;
    this.contactId = contactId;
    this.content = content;
    this.disclose = disclose;
    this.table = table;
    this.tokens = tokens;
  }

  Ensured run() {
    for (int i = 0; i < HANDLES; i++) {
      Optional<Ensured> settled = settle(table.findOrChoose(key, contactId, this::newHandle));
      if (settled.isPresent()) {
        return settled.get();
      }
    }
    return new Ensured.Refused(EXISTS, HANDLES + " new handles were taken, one after the other");
  }

  /** Empty where the row has changed and is to be looked at anew. */
  private Optional<Ensured> settle(Entry entry) {
    return switch (entry.state()) {
      case LIVE -> Optional.of(new Ensured.Ready(entry.handle()));
      case CHOSEN -> serverHandles() ? createUnnamed(entry.handle()) : create(entry.handle());
      case LOST -> Optional.of(new Ensured.Unknown(NOT_TOLD));
      case DOUBTED -> look(entry.handle(), () -> afresh(entry.handle()));
    };
  }

  private boolean serverHandles() {
    return registry.profile().contactRules().handles() == RegistryProfile.Handles.SERVER;
  }

  private Optional<Ensured> afresh(String handle) {
    return serverHandles() ? another(handle) : create(handle);
  }

  /** What is stored under the handle is ours alone until the registry has answered with its own. */
  private Optional<Ensured> createUnnamed(String handle) {
    if (!table.change(key, handle, handle, State.LOST)) {
      return Optional.empty();
    }
    Outcome<String> outcome =
        registry.createContact(
            content.as(handle, tokens.authInfo(), disclose), tokens.clTrid(handle));
    return switch (outcome) {
      case Outcome.Ok<String>(String answered) -> live(handle, answered, CREATED);
      case Outcome.Refused<String>(int code, String message) ->
          unsent(handle, new Ensured.Refused(code, message));
      case Outcome.NotSent<String>(Trouble trouble) -> unsent(handle, new Ensured.NotSent(trouble));
      case Outcome.Unknown<String>(Trouble trouble) -> Optional.of(new Ensured.Unknown(trouble));
      case Outcome.Pending<String> pending -> Optional.of(new Ensured.Unknown(NOT_TOLD));
    };
  }

  private Optional<Ensured> unsent(String handle, Ensured outcome) {
    table.change(key, handle, handle, State.CHOSEN);
    return Optional.of(outcome);
  }

  private Optional<Ensured> create(String handle) {
    Outcome<String> outcome =
        registry.createContact(
            content.as(handle, tokens.authInfo(), disclose), tokens.clTrid(handle));
    return switch (outcome) {
      case Outcome.Ok<String> ok -> live(handle, ok.value(), CREATED);
      case Outcome.Refused<String> refused when refused.code() == EXISTS ->
          // one that exists and cannot be found is not ours to use: not released yet, for example
          look(handle, () -> another(handle));
      case Outcome.Refused<String> refused ->
          Optional.of(new Ensured.Refused(refused.code(), refused.message()));
      case Outcome.NotSent<String> notSent -> Optional.of(new Ensured.NotSent(notSent.trouble()));
      case Outcome.Unknown<String> unknown -> doubt(handle, new Ensured.Unknown(unknown.trouble()));
      case Outcome.Pending<String> pending -> doubt(handle, new Ensured.Pending());
    };
  }

  private Optional<Ensured> look(String handle, Supplier<Optional<Ensured>> whenAbsent) {
    Outcome<ContactInfo> outcome = registry.contactInfo(handle, tokens.clTrid(handle));
    return switch (outcome) {
      case Outcome.Ok<ContactInfo> ok ->
          isOurs(ok.value()) ? live(handle, ok.value().handle(), FOUND) : another(handle);
      case Outcome.Refused<ContactInfo> refused ->
          switch (refused.code()) {
            case DOES_NOT_EXIST -> whenAbsent.get();
            case NOT_SPONSOR, WRONG_AUTH_INFO -> another(handle);
            default -> Optional.of(new Ensured.Refused(refused.code(), refused.message()));
          };
      case Outcome.NotSent<ContactInfo> notSent ->
          Optional.of(new Ensured.NotSent(notSent.trouble()));
      case Outcome.Unknown<ContactInfo> unknown ->
          Optional.of(new Ensured.Unknown(unknown.trouble()));
      case Outcome.Pending<ContactInfo> pending -> Optional.of(new Ensured.Pending());
    };
  }

  private boolean isOurs(ContactInfo held) {
    return held.sponsor().equalsIgnoreCase(registry.profile().registrarId())
        && content.isHeldAs(held);
  }

  private Optional<Ensured> live(String handle, String answered, String kind) {
    return table.live(key, handle, answered, kind)
        ? Optional.of(new Ensured.Ready(answered))
        : Optional.empty();
  }

  private Optional<Ensured> doubt(String handle, Ensured outcome) {
    table.change(key, handle, handle, State.DOUBTED);
    return Optional.of(outcome);
  }

  private String newHandle() {
    return tokens.handle(registry.profile().contactRules().handlePrefix());
  }

  private Optional<Ensured> another(String handle) {
    table.change(key, handle, newHandle(), State.CHOSEN);
    return Optional.empty();
  }
}
