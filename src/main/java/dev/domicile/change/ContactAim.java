package dev.domicile.change;

import dev.domicile.contact.Ensured;
import dev.domicile.contact.OldDisclosure;
import dev.domicile.portfolio.TransferLock;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.store.Sql;
import dev.domicile.task.Claim;
import dev.domicile.task.StepResult;
import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A contact in its role, and the lock against transfer that may come with it. */
final class ContactAim implements Aim<Wanted.OfContact> {

  private final ContactChangeStep house;
  private final Claim claim;
  private final Registry registry;
  private final ContactChange change;
  private final OldContact old;

  ContactAim(ContactChangeStep house, Claim claim, Registry registry) {
    this.house = house;
    this.claim = claim;
    this.registry = registry;
    this.change = house.changes.of(claim.taskId());
    this.old = new OldContact(house, claim, registry, change);
  }

  @Override
  public Target<Wanted.OfContact> target(@Nullable DomainInfo now) {
    return switch (Reach.of(change.type(), registry.profile())) {
      case REGISTRY -> atRegistry(Objects.requireNonNull(now));
      case RECORD -> new Target.Clear<>(new Wanted.Recorded(change.type(), change.transferLock()));
      case NOWHERE ->
          new Target.Unclear<>(Verdict.failed(Reason.ROLE_NOT_HELD, change.type().parameter()));
    };
  }

  /**
   * Waiting for what the old contact hides is better than a guess; but a registry that will not
   * tell does not stop the change, since all can be hidden.
   */
  private Target<Wanted.OfContact> atRegistry(DomainInfo now) {
    return switch (old.disclosure(now)) {
      case Outcome.Ok<OldDisclosure>(OldDisclosure disclosure) -> made(disclosure);
      case Outcome.Refused<OldDisclosure>(int code, String message) ->
          Verdict.refused(code, message, claim.refusals()) instanceof StepResult.Failed
              ? made(OldDisclosure.HIDDEN)
              : new Target.Unclear<>(Verdict.refused(code, message, claim.refusals()));
      case Outcome.NotSent<OldDisclosure>(var trouble) ->
          new Target.Unclear<>(Verdict.notSent(trouble));
      case Outcome.Unknown<OldDisclosure>(var trouble) ->
          new Target.Unclear<>(Verdict.unanswered(trouble));
      case Outcome.Pending<OldDisclosure>() -> new Target.Unclear<>(Verdict.unexpectedPending());
    };
  }

  /** The contact is made sure of first: its handle there is what is wanted. */
  private Target<Wanted.OfContact> made(OldDisclosure disclosure) {
    Ensured ensured =
        house.contacts.ensure(registry, claim.accountId(), change.contactId(), disclosure);
    return switch (ensured) {
      case Ensured.Ready(String handle) ->
          new Target.Clear<>(
              new Wanted.Contact(
                  change.type(),
                  handle,
                  change.transferLock(),
                  house.contacts.transliterated(registry, change.contactId())));
      case Ensured.Refused(int code, String message) ->
          new Target.Unclear<>(Verdict.contactRefused(code, message, claim.refusals()));
      case Ensured.NotSent(var trouble) -> new Target.Unclear<>(Verdict.notSent(trouble));
      case Ensured.Unknown(var trouble) -> new Target.Unclear<>(Verdict.unanswered(trouble));
      case Ensured.Pending() -> new Target.Unclear<>(Verdict.unexpectedPending());
    };
  }

  /** The registry has lost the contact: the next target makes it again. */
  @Override
  public boolean renews(Wanted.OfContact wanted) {
    return switch (wanted) {
      case Wanted.Contact contact -> {
        house.contacts.invalidate(registry, contact.handle());
        yield true;
      }
      case Wanted.Recorded recorded -> false;
    };
  }

  @Override
  public StepResult missing(Wanted.OfContact wanted, String note) {
    return switch (wanted) {
      case Wanted.Contact contact -> Verdict.failed(Reason.CONTACT_LOST, note);
      case Wanted.Recorded recorded -> Verdict.failed(Reason.NOT_AT_REGISTRY, note);
    };
  }

  @Override
  public void achieved(Sql sql, Wanted.OfContact wanted, Set<String> added) {
    long now = house.bench.clock.millis();
    SetContact set = new SetContact(change.contactId(), wanted.handle(), now);
    set.put(sql, claim.accountId(), claim.subject(), change.type());
    if (wanted.transferLock()) {
      lock(sql, added, now);
    }
  }

  /**
   * Ours by this attempt's command, or by what was there before the change: a reading now may show
   * what a lost answer did.
   */
  private void lock(Sql sql, Set<String> added, long now) {
    String status = ProhibitionLock.TRANSFER.status();
    boolean setByUs =
        added.contains(status)
            || !house.bench.beforeImages.of(sql, claim).info().statuses().contains(status);
    long end = now + house.transferLockFor.toMillis();
    DomainName domain = new DomainName(claim.subject());
    house.locks.extend(sql, List.of(new TransferLock(domain, end, setByUs)), now);
  }
}
