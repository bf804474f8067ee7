package dev.domicile.contact;

import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Reads what the contacts that are to be replaced show and hide, each once for a task: the domains
 * of a batch often share one.
 */
final class OldDisclosures {

  /** Old contacts remembered; a task's steps come upon one at about the same time. */
  private static final int REMEMBERED = 1_000;

  /** From here on, and for 2200, the registry may answer otherwise later. */
  private static final int SERVER_TROUBLE = 2400;

  private static final int NOT_LOGGED_IN = 2200;

  private final Tokens tokens;
  private final Recent<Key, CompletableFuture<Outcome<OldDisclosure>>> known =
      new Recent<>(REMEMBERED);

  OldDisclosures(Tokens tokens) {
    this.tokens = tokens;
  }

  private record Key(String registry, long taskId, String handle) {}

  Outcome<OldDisclosure> of(Registry registry, long taskId, String handle) {
    Key key = new Key(registry.profile().name(), taskId, handle.toUpperCase(Locale.ROOT));
    CompletableFuture<Outcome<OldDisclosure>> mine = new CompletableFuture<>();
    CompletableFuture<Outcome<OldDisclosure>> running = known.putIfAbsent(key, mine);
    if (running != null) {
      return running.join();
    }
    boolean settled = false;
    try {
      Outcome<OldDisclosure> outcome = read(registry, handle);
      settled = outcome instanceof Outcome.Ok<OldDisclosure>;
      mine.complete(outcome);
      return outcome;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      if (!settled) {
        known.forget(entry -> entry.getValue() == mine);
      }
    }
  }

  private Outcome<OldDisclosure> read(Registry registry, String handle) {
    return switch (registry.contactInfo(handle, tokens.clTrid(handle))) {
      case Outcome.Ok<ContactInfo>(ContactInfo held) -> {
        boolean ours = held.sponsor().equalsIgnoreCase(registry.profile().registrarId());
        yield new Outcome.Ok<>(ours ? OldDisclosure.of(held) : OldDisclosure.HIDDEN);
      }
      case Outcome.Refused<ContactInfo>(int code, String message) ->
          code >= SERVER_TROUBLE || code == NOT_LOGGED_IN
              ? new Outcome.Refused<>(code, message)
              : new Outcome.Ok<>(OldDisclosure.HIDDEN);
      case Outcome.NotSent<ContactInfo>(var trouble) -> new Outcome.NotSent<>(trouble);
      case Outcome.Unknown<ContactInfo>(var trouble) -> new Outcome.Unknown<>(trouble);
      case Outcome.Pending<ContactInfo>() -> new Outcome.Pending<>();
    };
  }
}
