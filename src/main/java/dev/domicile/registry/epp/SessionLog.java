package dev.domicile.registry.epp;

import dev.domicile.registry.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators read of a registry's sessions: each change of its condition once, however often it
 * is met. For use under one lock.
 */
final class SessionLog {

  private static final Logger LOG = LoggerFactory.getLogger(EppSessions.class);

  private final String registry;
  private @Nullable Trouble told;
  private boolean stopTold;

  SessionLog(String registry) {
    this.registry = registry;
  }

  void opened(int held) {
    worksAgain();
    LOG.info("registry {}: session logged in, {} open", registry, held);
  }

  void notOpened(Trouble trouble) {
    if (isTold(trouble)) {
      LOG.debug("registry {}: still no session: {}", registry, trouble.detail());
    } else {
      LOG.warn("registry {}: no session, {}: {}", registry, trouble.kind(), trouble.detail());
      told = trouble;
    }
  }

  /** The one that must wake somebody: it does not pass by itself. */
  void stopped(Trouble trouble, Duration pause) {
    if (!stopTold) {
      LOG.error(
          "registry {}: STOPPED: {}. Nothing is sent to it, and no other login is tried for up to"
              + " {} min or until a restart: set login.id, login.password or its access there"
              + " right",
          registry,
          trouble.detail(),
          Math.max(1, pause.toMinutes()));
      told = trouble;
      stopTold = true;
    }
  }

  void paused(Trouble trouble) {
    if (!isTold(trouble)) {
      LOG.warn("registry {}: left alone for a while: {}", registry, trouble.detail());
      told = trouble;
    }
  }

  void worksAgain() {
    if (told != null) {
      LOG.info("registry {}: works again after: {}", registry, told.detail());
      told = null;
      stopTold = false;
    }
  }

  void retired(int held) {
    LOG.debug("registry {}: session retires, {} open", registry, held);
  }

  void ended(EppSession.Ending ending, int held) {
    String detail = ending.trouble().detail();
    if (ending.idle() || isTold(ending.trouble())) {
      LOG.info("registry {}: session ended, {} open: {}", registry, held, detail);
    } else {
      LOG.warn("registry {}: session ended under a command, {} open: {}", registry, held, detail);
      told = ending.trouble();
    }
  }

  private boolean isTold(Trouble trouble) {
    return told != null && told.kind() == trouble.kind();
  }
}
