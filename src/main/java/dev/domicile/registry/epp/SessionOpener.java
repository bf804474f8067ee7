package dev.domicile.registry.epp;

import dev.domicile.registry.Trouble;
import dev.domicile.registry.Trouble.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects, reads the greeting and logs in. */
final class SessionOpener {

  private static final Logger LOG = LoggerFactory.getLogger(SessionOpener.class);

  /** A clock this far off confuses whoever compares logs. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final EppSettings settings;
  private final @Nullable EppTls tls;
  private final Troubles troubles;
  private final SessionTrids trids;
  private final InstantSource clock;
  private final EppEvents events;
  private final Passwords passwords;
  private final AtomicReference<List<String>> warningsTold = new AtomicReference<>(List.of());
  private final AtomicBoolean skewTold = new AtomicBoolean();

  SessionOpener(
      EppSettings settings,
      @Nullable EppTls tls,
      SessionTrids trids,
      InstantSource clock,
      EppEvents events) {
    this.events = events;
    this.settings = settings;
    this.tls = tls;
    this.troubles = new Troubles(settings.address());
    this.trids = trids;
    this.clock = clock;
    this.passwords = new Passwords(settings.login());
  }

  /**
   * @param maySend asked before each frame of the session, the login's among them
   */
  Opening open(BooleanSupplier maySend) {
    try {
      return tryPasswords(maySend);
    } catch (RuntimeException e) {
      LOG.error("opening an EPP session failed", e);
      return failed(troubles.of(Kind.PROTOCOL, "no session: " + e.getClass()));
    }
  }

  private Opening tryPasswords(BooleanSupplier maySend) {
    Passwords.Attempt attempt = passwords.next();
    Opening opening = open(attempt, maySend);
    if (opening instanceof Opening.Failed failed
        && failed.refusedForGood()
        && passwords.refused(attempt)) {
      return open(passwords.next(), maySend);
    }
    return opening;
  }

  private Opening open(Passwords.Attempt attempt, BooleanSupplier maySend) {
    long start = System.nanoTime();
    EppSession session;
    try {
      session =
          new EppSession(Connection.open(settings, tls), troubles, settings.pacing(), maySend);
    } catch (IOException e) {
      return failed(troubles.notConnected(e));
    }
    return switch (session.greeting()) {
      case Exchange.Answered(Greeting greeting, Duration latency) ->
          greeted(session, greeting, attempt, start);
      case Exchange.Answered answered -> throw new IllegalStateException("not a greeting");
      case Exchange.NotWritten(Trouble trouble) -> failed(trouble);
      case Exchange.Lost(Trouble trouble) -> failed(trouble);
    };
  }

  private Opening greeted(
      EppSession session, Greeting greeting, Passwords.Attempt attempt, long start) {
    tellSkew(greeting);
    String complaint = complaint(greeting, attempt);
    if (complaint != null) {
      Trouble trouble = troubles.of(Kind.NOT_OFFERED, "the greeting " + complaint);
      session.close(trouble);
      return failed(trouble);
    }
    LoginCommand login = login(greeting, attempt);
    String clTrid = trids.next();
    return switch (session.command(clTrid, login.frame(clTrid))) {
      case Exchange.Answered(Response response, Duration latency) ->
          answered(session, response, login, attempt, start);
      case Exchange.Answered answered -> throw new IllegalStateException("not a response");
      case Exchange.NotWritten(Trouble trouble) -> {
        session.close(trouble);
        yield failed(trouble);
      }
      case Exchange.Lost(Trouble trouble) -> failed(trouble);
    };
  }

  private Opening answered(
      EppSession session,
      Response response,
      LoginCommand login,
      Passwords.Attempt attempt,
      long start) {
    int code = response.code();
    if (code == 1000) {
      passwords.taken(attempt);
      tellTaken(attempt);
      tellWarnings(login.read(response).warnings());
      return new Opening.Opened(session, Duration.ofNanos(System.nanoTime() - start));
    }
    Trouble trouble =
        troubles.of(
            refusal(code),
            "login answered " + code + " " + Refusals.line(response, login.confidential()));
    session.close(trouble);
    return new Opening.Failed(trouble, trouble.kind() == Kind.LOGIN_REFUSED);
  }

  /** What passes by itself says nothing of our login. */
  private static Kind refusal(int code) {
    return switch (code) {
      case 2400 -> Kind.BUSY;
      case 2500 -> Kind.DISCONNECTED;
      case 2502 -> Kind.SESSION_LIMIT;
      default -> Kind.LOGIN_REFUSED;
    };
  }

  /** What is missing in the greeting, or null. */
  private @Nullable String complaint(Greeting greeting, Passwords.Attempt attempt) {
    if (!greeting.versions().contains("1.0")) {
      return "does not offer version 1.0";
    }
    for (String needed : settings.services().needed()) {
      if (!greeting.objects().contains(needed)) {
        return "does not offer " + needed;
      }
    }
    boolean security = LoginCommand.needsLoginSecurity(attempt.password(), attempt.newPassword());
    return security && !greeting.extensions().contains(Ns.LOGIN_SEC)
        ? "does not offer " + Ns.LOGIN_SEC + ", which a password over 16 characters needs"
        : null;
  }

  /** Asks only for what is offered: anything else is answered 2307 or 2103. */
  private LoginCommand login(Greeting greeting, Passwords.Attempt attempt) {
    List<String> objects = new ArrayList<>(settings.services().needed());
    objects.addAll(settings.services().objects());
    objects.retainAll(greeting.objects());
    List<String> extensions = new ArrayList<>(settings.services().extensions());
    if (LoginCommand.needsLoginSecurity(attempt.password(), attempt.newPassword())) {
      extensions.add(Ns.LOGIN_SEC);
    }
    extensions.retainAll(greeting.extensions());
    return new LoginCommand(
        settings.login().id(),
        attempt.password(),
        attempt.newPassword(),
        greeting.language(),
        objects.stream().distinct().toList(),
        extensions.stream().distinct().toList());
  }

  private void tellTaken(Passwords.Attempt attempt) {
    if (attempt.newPassword() != null) {
      LOG.warn(
          "{}: the registry has taken login.newPassword; write it into login.password and remove"
              + " the key",
          settings.address());
    }
  }

  /** Once, however many sessions are opened. */
  private void tellWarnings(List<String> warnings) {
    if (!warnings.isEmpty() && !warnings.equals(warningsTold.getAndSet(warnings))) {
      warnings.forEach(line -> LOG.warn("{}: login security: {}", settings.address(), line));
    }
  }

  private void tellSkew(Greeting greeting) {
    if (greeting.date() == null) {
      return;
    }
    events.clockTold(greeting.date());
    Duration skew = Duration.between(clock.instant(), greeting.date());
    if (skew.abs().compareTo(SKEW) > 0 && skewTold.compareAndSet(false, true)) {
      LOG.warn("{}: the registry's clock differs from ours by {}", settings.address(), skew);
    }
  }

  private static Opening failed(Trouble trouble) {
    return new Opening.Failed(trouble, false);
  }
}
