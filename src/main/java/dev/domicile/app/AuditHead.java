package dev.domicile.app;

import dev.domicile.audit.AuditChain;
import dev.domicile.audit.ChainPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains the audit, and tells the log now and then where its end is: logs are kept elsewhere, and
 * whoever rewrites the database does not rewrite those.
 */
final class AuditHead {

  private static final Logger log = LoggerFactory.getLogger(AuditHead.class);

  private static final Duration TOLD_EVERY = Duration.ofHours(1);

  private final AuditChain chain;
  private final InstantSource clock;
  private Instant next = Instant.MIN;
  private ChainPoint told;

  AuditHead(AuditChain chain, InstantSource clock) {
    this.chain = chain;
    this.clock = clock;
    this.told = chain.head();
  }

  void run() {
    chain.run();
    if (clock.instant().isAfter(next)) {
      next = clock.instant().plus(TOLD_EVERY);
      tell(chain.head());
    }
  }

  private void tell(ChainPoint head) {
    if (!head.equals(told)) {
      told = head;
      log.info("audit head {}", head.text());
    }
  }
}
