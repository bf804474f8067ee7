package dev.domicile.cli;

import dev.domicile.app.Seals;
import dev.domicile.seal.KeyUse;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Resealing;
import dev.domicile.seal.Seal;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code domicile masterkey}. */
@Command(
    name = "masterkey",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The key over all personal data and secrets.")
final class MasterKeyCommand {

  private static final int PIECE = 500;

  /** What is sealed while a pass runs may need another; running processes seal with the new key. */
  private static final int PASSES = 5;

  private static final long LOOK_MS = 250;

  private final Streams streams;

  MasterKeyCommand(Streams streams) {
    this.streams = streams;
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Replaces the master key while the service runs: adds a new key to the file, waits until",
        "all running processes seal with it, seals all data anew, and removes the old key once",
        "nothing uses it. Where it was interrupted, run it again: it goes on."
      })
  int rotate(
      @Option(
              names = "--prepare",
              description =
                  "only add the new key, not used yet, so that the file can be brought to the other"
                      + " machines; the next run goes on")
          boolean prepare,
      @Option(
              names = "--keep-old",
              description = "leave the old key in the file; the next run removes it")
          boolean keepOld,
      @Option(
              names = "--wait",
              paramLabel = "SECONDS",
              defaultValue = "120",
              description = "how long running processes are waited for (${DEFAULT-VALUE})")
          int wait,
      @Option(
              names = "--settle",
              paramLabel = "SECONDS",
              defaultValue = "10",
              description =
                  "how long after that the last look at all data begins, since what was sealed"
                      + " before may be stored a moment later (${DEFAULT-VALUE})")
          int settle,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "the service's configuration; ./data without")
          @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json)
      throws InterruptedException {
    try (AdminData data = AdminData.open(config)) {
      MasterKey key = Seals.masterKey(data.config(), data.database());
      Seal seal = Seal.open(key, data.database());
      if (begin(data, key, prepare)) {
        return told("prepared: a new key is in the file and not used yet", key, json);
      }
      if (!othersFollow(data, key, wait)) {
        return streams.refused(
            "a running process still seals with another key; see that its master key file is the"
                + " new one, and run this again",
            json);
      }
      Instant settled = data.clock().instant().plusSeconds(settle);
      if (!resealed(data, seal, settled)) {
        return streams.refused("some data is still sealed with an old key; run this again", json);
      }
      if (keepOld) {
        return told("all data is sealed with the new key; the old one is kept", key, json);
      }
      if (KeyUse.others(data.database(), key.primary(), data.clock().instant()) > 0) {
        return streams.refused("a process with another key was started; run this again", json);
      }
      key.removeOthers();
      tell(data, "master-key.rotated", key);
      return told("all data is sealed with the new key, and the old one is gone", key, json);
    }
  }

  /** Whether that was all for now. */
  private static boolean begin(AdminData data, MasterKey key, boolean prepare) {
    if (key.keys().size() == 1) {
      key.add(!prepare);
      tell(data, "master-key.added", key);
    } else if (!prepare) {
      key.sealWithNewest();
    }
    return prepare;
  }

  private boolean othersFollow(AdminData data, MasterKey key, int seconds)
      throws InterruptedException {
    Instant end = data.clock().instant().plusSeconds(seconds);
    boolean told = false;
    while (true) {
      Instant now = data.clock().instant();
      long others = KeyUse.others(data.database(), key.primary(), now);
      if (others == 0) {
        return true;
      }
      if (now.isAfter(end)) {
        return false;
      }
      if (!told) {
        streams.err().println("waiting for " + others + " running processes to take the new key");
        told = true;
      }
      Thread.sleep(LOOK_MS);
    }
  }

  /** Until a whole pass, begun late enough, has found nothing that another key has sealed. */
  private boolean resealed(AdminData data, Seal seal, Instant settled) throws InterruptedException {
    Resealing resealing = new Resealing(data.database(), seal, Seals.rows(), PIECE);
    for (int pass = 0; pass < PASSES; pass++) {
      PercentProgress progress =
          new PercentProgress(streams.err(), streams.terminal(), "sealed values looked at");
      progress.all(resealing.rows());
      boolean late = !data.clock().instant().isBefore(settled);
      long other = resealing.run(progress::done);
      progress.end();
      if (other == 0 && late) {
        return true;
      }
      while (data.clock().instant().isBefore(settled)) {
        Thread.sleep(LOOK_MS);
      }
    }
    return false;
  }

  private static void tell(AdminData data, String kind, MasterKey key) {
    data.database()
        .run(
            sql ->
                data.audit()
                    .entry(
                        sql,
                        data.clock().millis(),
                        0,
                        AdminData.ACTOR,
                        kind,
                        Integer.toUnsignedString(key.keys().getLast()),
                        ""));
  }

  private int told(String text, MasterKey key, boolean json) {
    String number = Integer.toUnsignedString(key.primary());
    if (json) {
      streams.json(
          Streams.object().put("Key", number).put("Keys", key.keys().size()).put("Result", text));
    } else {
      streams.out().println(text + ". Key: " + number);
    }
    return Streams.DONE;
  }
}
