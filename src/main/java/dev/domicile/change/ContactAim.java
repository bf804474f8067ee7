package dev.domicile.change;

import dev.domicile.contact.Ensured;
import dev.domicile.contact.OldDisclosure;
import dev.domicile.events.Progress;
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
import java.util.Optional;
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

  @Override
  public boolean shows() {
    return Reach.of(change.type(), registry.profile()) == Reach.REGISTRY;
  }

  @Override
  public Optional<Wanted.OfContact> known(DomainInfo now) {
    if (!shows()
        || !(old.disclosure(now) instanceof Outcome.Ok<OldDisclosure>(OldDisclosure shown))) {
      return Optional.empty();
    }
    return house
        .contacts
        .handleOf(registry, claim.accountId(), change.contactId(), shown)
        .map(
            handle ->
                new Wanted.Contact(
                    change.type(),
                    handle,
                    change.transferLock(),
                    house.contacts.transliterated(registry, change.contactId())));
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

  @Override
  public boolean liftsUpdateLock(boolean atRegistry) {
    return change.updateLock().lifts(atRegistry);
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
    set(sql, wanted);
    lock(sql, wanted, added);
  }

  /** A lock without the change that it was to go with has ended: it is lifted like any other. */
  @Override
  public void leftOut(Sql sql, Wanted.OfContact wanted, Set<String> added) {
    if (added.contains(ProhibitionLock.TRANSFER.status())) {
      long now = house.bench.clock.millis();
      DomainName domain = new DomainName(claim.subject());
      house.locks.extend(sql, List.of(new TransferLock(domain, now, true)), now);
    }
  }

  private void set(Sql sql, Wanted.OfContact wanted) {
    SetContact set =
        new SetContact(change.contactId(), wanted.handle(), house.bench.clock.millis());
    set.put(sql, claim.accountId(), claim.subject(), change.type());
  }

  /** The lock is there from now on, whatever becomes of the record. */
  @Override
  public StepResult.@Nullable Pending telling(Wanted.OfContact wanted, Set<String> added) {
    if (wanted instanceof Wanted.Contact || !house.feed.takes(claim.queue())) {
      return null;
    }
    StepResult.Effects handing = house.feed.handing(claim, change);
    return new StepResult.Pending(
        Reason.FEED_AWAITED.name(),
        "",
        sql -> {
          lock(sql, wanted, added);
          handing.write(sql);
        });
  }

  @Override
  public @Nullable StepResult owed() {
    Progress progress = house.feed.progress(claim).orElse(null);
    return switch (progress) {
      case null -> null;
      case Progress.Waiting(String note) when house.feed.takes(claim.queue()) ->
          new StepResult.Pending(Reason.FEED_AWAITED.name(), note);
      case Progress.Waiting nobodyTakesIt -> recorded(Reason.STORED_LOCALLY_NOT_PUBLISHED);
      case Progress.Acknowledged acknowledged -> recorded(Reason.STORED_LOCALLY_AND_FED);
      case Progress.Refused(String note) ->
          new StepResult.Failed(
              Reason.FEED_REFUSED.name(), note, sql -> house.feed.forget(sql, claim));
    };
  }

  private StepResult recorded(Reason reason) {
    Wanted.Recorded wanted = new Wanted.Recorded(change.type(), change.transferLock());
    return new StepResult.Done(
        reason.name(),
        "",
        sql -> {
          set(sql, wanted);
          house.feed.forget(sql, claim);
          house.bench.audit(sql, claim, reason, wanted);
        });
  }

  /**
   * Ours by this attempt's command, or by what was there before the change: a reading now may show
   * what a lost answer did.
   */
  private void lock(Sql sql, Wanted.OfContact wanted, Set<String> added) {
    if (!wanted.transferLock()) {
      return;
    }
    long now = house.bench.clock.millis();
    String status = ProhibitionLock.TRANSFER.status();
    boolean setByUs =
        added.contains(status)
            || !house.bench.beforeImages.of(sql, claim).info().statuses().contains(status);
    long end = now + house.transferLockFor.toMillis();
    DomainName domain = new DomainName(claim.subject());
    house.locks.extend(sql, List.of(new TransferLock(domain, end, setByUs)), now);
  }
}
