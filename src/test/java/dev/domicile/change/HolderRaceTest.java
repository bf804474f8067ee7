package dev.domicile.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.domicile.api.Answer;
import dev.domicile.api.ErrorCode;
import dev.domicile.audit.Audit;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.HolderChange;
import dev.domicile.portfolio.HolderListener;
import dev.domicile.portfolio.HolderOutcome;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.registry.sandbox.Fault;
import dev.domicile.registry.sandbox.SampleDomains;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.Ids;
import dev.domicile.store.TestDatabases;
import dev.domicile.task.Underway;
import dev.domicile.wire.DomainName;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A change and a change of holder at the same moment, where writers run beside each other. */
@Timeout(60)
class HolderRaceTest {

  private static final long NEXT_HOLDER = 2;

  @TempDir Path folder;
  private final InstantSource clock = InstantSource.system();
  private final List<String> names = SampleDomains.names(1);
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig(folder, clock, 1, 0, Fault.Plan.none(), TestDatabases.postgres(folder));
    for (long account : List.of(Rig.OWNER.accountId(), NEXT_HOLDER)) {
      rig.database.run(
          sql -> sql.update("INSERT INTO account VALUES (?, ?, 1)", account, "a" + account));
    }
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void aSubmitWaitsForAChangeOfHolderAndThenFindsTheDomainGone() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Future<Answer>> submit = new CompletableFuture<>();
      HolderOutcome outcome =
          move(
              (sql, left) -> {
                submit.complete(threads.submit(this::submit));
                assertThrows(
                    TimeoutException.class, () -> submit.join().get(300, TimeUnit.MILLISECONDS));
              });
      assertInstanceOf(HolderOutcome.Done.class, outcome);
      Answer.Refused refused = assertInstanceOf(Answer.Refused.class, submit.join().get());
      assertEquals(ErrorCode.DOMAIN_NOT_EXIST, refused.refusal().code());
    }
  }

  @Test
  void aChangeOfHolderWaitsForASubmitAndThenFindsTheDomainBusy() throws Exception {
    CountDownLatch submitted = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HolderOutcome> moved =
          rig.database.write(
              sql -> {
                // as a submit that has looked who holds the domain, and has not stored its task yet
                dev.domicile.account.AccountRow.share(sql, Rig.OWNER.accountId());
                Future<HolderOutcome> move =
                    threads.submit(
                        () -> {
                          submitted.await();
                          return move((other, left) -> {});
                        });
                submitted.countDown();
                assertThrows(TimeoutException.class, () -> move.get(300, TimeUnit.MILLISECONDS));
                assertInstanceOf(Answer.Ok.class, submit());
                return move;
              });
      assertInstanceOf(HolderOutcome.Nothing.class, moved.get());
    }
  }

  private Answer submit() {
    return rig.call(rig.submit, Rig.OWNER, Rig.sample("registrant", names));
  }

  private HolderOutcome move(HolderListener listener) {
    Seal seal = Seal.open(MasterKey.open(folder.resolve("master.key"), false), rig.database);
    HolderChange change =
        new HolderChange(
            rig.database,
            new Domains(new Random(3)),
            new Readings(seal),
            new TransferLocks(),
            new Underway(),
            listener,
            new Audit(Ids.system(clock)),
            clock);
    List<DomainName> meant = names.stream().map(n -> DomainName.parse(n).orElseThrow()).toList();
    return change.move(
        new HolderChange.Wish(meant, OptionalLong.empty(), false, "test"), NEXT_HOLDER);
  }
}
