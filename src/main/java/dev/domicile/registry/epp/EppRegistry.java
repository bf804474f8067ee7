package dev.domicile.registry.epp;

import dev.domicile.registry.Condition;
import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Poll;
import dev.domicile.registry.Registry;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.SessionSlots;
import dev.domicile.registry.SharedRate;
import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A registry that speaks EPP (RFC 5730, 5731, 5733, 5734; passwords by RFC 8807 where they are
 * long). Nothing is connected before the first command.
 *
 * <p>How an answer becomes an {@link Outcome}:
 *
 * <ul>
 *   <li>1000 is Ok (of poll 1300 and 1301), 1001 Pending, 2000 to 2499 Refused. 2400 is Refused as
 *       well, though it may pass; so is 2200, which in mid-session is about the session and not
 *       about the domain: that session is ended, and the command may be sent again under another
 *       clTRID.
 *   <li>2500 to 2502 end the session and leave the command Unknown, and so does everything that is
 *       no usable answer: none in time, the end of the connection, a frame that is not EPP.
 *   <li>A command is NotSent only where no byte of it has left. Such a command goes to another
 *       session by itself when its own ended before it was written; nothing is ever written twice.
 * </ul>
 */
public final class EppRegistry implements Registry {

  /** Sessions may end one after another under a command that was not written yet. */
  private static final int MOST_SESSIONS_TRIED = 10;

  /** From here on the server closes the connection after its answer (RFC 5730 section 3). */
  private static final int LOWEST_CLOSING = 2500;

  /**
   * What the registry allows, where several processes share it.
   *
   * @param rate null where there is no limit, or nobody to share it with
   */
  public record Sharing(SessionSlots slots, @Nullable SharedRate rate) {
    public static final Sharing NONE = new Sharing(SessionSlots.UNSHARED, null);
  }

  private final RegistryProfile profile;
  private final EppSessions sessions;
  private final EppEvents events;
  private final Troubles troubles;
  private final BooleanSupplier maySend;

  /** For a process that shares its work with no other. */
  public EppRegistry(
      RegistryProfile profile,
      EppSettings settings,
      InstantSource clock,
      RandomGenerator random,
      SessionTrids trids,
      EppEvents events) {
    this(profile, settings, clock, random, trids, events, () -> true, Sharing.NONE);
  }

  /**
   * @param clock only tells how far the registry's clock is off; waiting is measured apart from it
   * @param random for the jitter of pauses; used by one thread at a time
   * @param trids shared by all registries of the process
   * @param maySend asked right before anything is written, after all waiting; where it says no,
   *     nothing is sent
   * @param sharing what this process has of what the registry allows
   * @throws EppConfigurationException where a certificate or key cannot be used
   */
  public EppRegistry(
      RegistryProfile profile,
      EppSettings settings,
      InstantSource clock,
      RandomGenerator random,
      SessionTrids trids,
      EppEvents events,
      BooleanSupplier maySend,
      Sharing sharing) {
    this.maySend = maySend;
    this.profile = profile;
    this.events = events;
    this.troubles = new Troubles(settings.address());
    EppSettings.Tls tls = settings.tls();
    SessionOpener opener =
        new SessionOpener(
            settings, tls == null ? null : new EppTls(tls, settings.host()), trids, clock, events);
    this.sessions =
        new EppSessions(
            profile.name(),
            profile.sessions(),
            settings,
            sharing,
            slot -> opener.open(() -> maySend.getAsBoolean() && slot.holds()),
            trids,
            random,
            events);
  }

  @Override
  public RegistryProfile profile() {
    return profile;
  }

  @Override
  public Outcome<DomainInfo> domainInfo(DomainName domain, String clTrid) {
    return send(new DomainInfoCommand(domain), clTrid);
  }

  @Override
  public Outcome<Applied> updateDomain(DomainUpdate update, String clTrid) {
    return send(new DomainUpdateCommand(update), clTrid);
  }

  @Override
  public Outcome<String> createContact(NewContact contact, String clTrid) {
    return send(new ContactCreateCommand(contact, profile.contactRules().disclose()), clTrid);
  }

  @Override
  public Outcome<ContactInfo> contactInfo(String handle, String clTrid) {
    return send(new ContactInfoCommand(handle), clTrid);
  }

  @Override
  public Outcome<Poll> poll(String clTrid) {
    return send(new PollCommand(), clTrid);
  }

  @Override
  public Outcome<Applied> acknowledge(String messageId, String clTrid) {
    return send(new AcknowledgeCommand(messageId), clTrid);
  }

  @Override
  public Condition condition() {
    return sessions.condition();
  }

  @Override
  public void close() {
    sessions.close();
  }

  private <T> Outcome<T> send(Command<T> command, String clTrid) {
    if (clTrid.length() < 3 || clTrid.length() > 64) {
      throw new IllegalArgumentException("a clTRID has 3 to 64 characters: " + clTrid);
    }
    Outcome<T> outcome = outcome(command, exchange(clTrid, command.frame(clTrid)));
    switch (outcome) {
      case Outcome.NotSent<T>(Trouble trouble) -> events.notSent(command.name(), trouble.kind());
      case Outcome.Unknown<T>(Trouble trouble) -> events.lost(command.name(), trouble.kind());
      case Outcome.Ok<T> ok -> {}
      case Outcome.Pending<T> pending -> {}
      case Outcome.Refused<T> refused -> {}
    }
    return outcome;
  }

  private Exchange exchange(String clTrid, byte[] frame) {
    Trouble last = troubles.of(Kind.BUSY, "no session");
    for (int tried = 0; tried < MOST_SESSIONS_TRIED; tried++) {
      switch (sessions.acquire()) {
        case Lease.Refused(Trouble trouble) -> {
          return new Exchange.NotWritten(trouble);
        }
        case Lease.Granted(Place place) -> {
          Exchange exchange = exchange(place, clTrid, frame);
          if (!(exchange instanceof Exchange.NotWritten(Trouble trouble))) {
            return exchange;
          }
          last = trouble;
        }
      }
      if (Thread.currentThread().isInterrupted() || !maySend.getAsBoolean()) {
        break;
      }
    }
    return new Exchange.NotWritten(last);
  }

  private Exchange exchange(Place place, String clTrid, byte[] frame) {
    AtomicBoolean taken = new AtomicBoolean(true);
    IntConsumer giveBack =
        code -> {
          if (taken.getAndSet(false)) {
            sessions.release(place, code);
          }
        };
    try {
      if (Thread.currentThread().isInterrupted()) {
        // a write would close the socket under the others in flight
        return new Exchange.NotWritten(troubles.of(Kind.STOPPING, "the caller was interrupted"));
      }
      return place.session().command(clTrid, frame, giveBack);
    } finally {
      giveBack.accept(EppSessions.NO_ANSWER);
    }
  }

  private <T> Outcome<T> outcome(Command<T> command, Exchange exchange) {
    return switch (exchange) {
      case Exchange.NotWritten(Trouble trouble) -> new Outcome.NotSent<>(trouble);
      case Exchange.Lost(Trouble trouble) -> new Outcome.Unknown<>(trouble);
      case Exchange.Answered(Response response, Duration latency) -> {
        events.answered(command.name(), response.code(), latency);
        yield answer(command, response);
      }
      case Exchange.Answered(Greeting greeting, Duration latency) ->
          new Outcome.Unknown<>(troubles.of(Kind.PROTOCOL, "a greeting for an answer"));
    };
  }

  private <T> Outcome<T> answer(Command<T> command, Response response) {
    int code = response.code();
    if (command.isDoneBy(code)) {
      try {
        return new Outcome.Ok<>(command.read(response));
      } catch (NotEppException e) {
        return new Outcome.Unknown<>(
            troubles.of(Kind.PROTOCOL, command.name() + ": " + e.getMessage()));
      }
    }
    if (code == 1001) {
      return new Outcome.Pending<>();
    }
    String line = Refusals.line(response, command.confidential());
    if (code >= 2000 && code < LOWEST_CLOSING) {
      return new Outcome.Refused<>(code, line + command.advice(code));
    }
    Kind kind = code >= LOWEST_CLOSING ? Kind.DISCONNECTED : Kind.PROTOCOL;
    return new Outcome.Unknown<>(
        troubles.of(kind, command.name() + " answered " + code + " " + line));
  }
}
