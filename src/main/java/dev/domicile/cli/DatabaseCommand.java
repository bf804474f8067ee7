package dev.domicile.cli;

import dev.domicile.app.ProcessLock;
import dev.domicile.app.Seals;
import dev.domicile.seal.MasterKey;
import dev.domicile.seal.Seal;
import dev.domicile.store.BackupMark;
import dev.domicile.store.Database;
import dev.domicile.store.DatabaseBackup;
import dev.domicile.store.DatabaseCopy;
import dev.domicile.store.StartRefused;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code domicile database}. */
@Command(
    name = "database",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Where the service keeps its data.")
final class DatabaseCommand {

  private static final String SQLITE = "sqlite:";
  private static final String POSTGRESQL = "postgresql://";

  private final Streams streams;

  DatabaseCommand(Streams streams) {
    this.streams = streams;
  }

  @Command(
      name = "copy",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Copies all that an SQLite database holds to an empty PostgreSQL database.",
        "The service must be stopped. Every table is read back and compared; where anything",
        "differs, nothing is kept. The same master key opens both."
      })
  int copy(
      @Option(
              names = "--from",
              paramLabel = "sqlite:FILE",
              required = true,
              description = "as the configuration's database has it; it stays as it is")
          String from,
      @Option(
              names = "--to",
              paramLabel = "URL",
              required = true,
              description =
                  "postgresql://user:password@host:5432/name, or env:NAME or file:PATH where that"
                      + " stands")
          String to,
      @Option(names = "--json", description = "print one JSON object") boolean json)
      throws IOException {
    String target = resolved(to);
    if (!from.startsWith(SQLITE) || !target.startsWith(POSTGRESQL)) {
      return streams.refused("a copy goes from sqlite:FILE to postgresql://...", json);
    }
    Path file = Path.of(from.substring(SQLITE.length()));
    if (!Files.isRegularFile(file)) {
      return streams.refused("--from: there is no file " + file, json);
    }
    try (ProcessLock nobodyElse = ProcessLock.of(from);
        Database source = Database.open(from);
        Database empty = Database.open(target)) {
      CopyProgress progress = new CopyProgress(streams.err(), streams.terminal());
      DatabaseCopy.Outcome outcome = new DatabaseCopy(source, empty, progress).run();
      progress.end();
      return switch (outcome) {
        case DatabaseCopy.Outcome.Refused(String reason) -> streams.refused(reason, json);
        case DatabaseCopy.Outcome.Copied copied -> told(copied, empty.place(), json);
      };
    }
  }

  @Command(
      name = "backup",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Copies the SQLite database to a new file while the service runs: all of it, of one"
            + " moment.",
        "The file is sealed as the database is; the master key is not in it. To use it again put",
        "it in the database's place and run: domicile database restored"
      })
  int backup(
      @Parameters(paramLabel = "FILE", description = "must not be there yet") Path target,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "the service's configuration; ./data without")
          @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json)
      throws IOException {
    try (AdminData data = AdminData.open(config)) {
      String url = data.config().database();
      if (!url.startsWith(SQLITE)) {
        return streams.refused(
            data.database().place() + " is backed up with PostgreSQL's own pg_dump", json);
      }
      MasterKey key = Seals.masterKey(data.config(), data.database());
      Seal.open(key, data.database()); // a backup that no key at hand opens is none
      BackupMark mark = new BackupMark(data.clock().millis(), key.numbers());
      BackupProgress progress =
          new BackupProgress(streams.err(), streams.terminal(), System::nanoTime);
      long bytes =
          new DatabaseBackup(Path.of(url.substring(SQLITE.length())), progress).run(target, mark);
      progress.end();
      audit(data, mark);
      return told(target, bytes, mark, json);
    } catch (FileAlreadyExistsException e) {
      return streams.refused(target + " is there already; name a new file", json);
    } catch (NoSuchFileException e) {
      return streams.refused("there is no folder " + target.toAbsolutePath().getParent(), json);
    }
  }

  private static void audit(AdminData data, BackupMark mark) {
    data.database()
        .run(
            sql ->
                data.audit()
                    .entry(
                        sql,
                        data.clock().millis(),
                        0,
                        AdminData.ACTOR,
                        "database.backed-up",
                        Instant.ofEpochMilli(mark.madeAt()).toString(),
                        "master-key=" + mark.masterKeys()));
  }

  private int told(Path target, long bytes, BackupMark mark, boolean json) {
    String at = Instant.ofEpochMilli(mark.madeAt()).toString();
    if (json) {
      streams.json(
          Streams.object()
              .put("File", target.toString())
              .put("Bytes", bytes)
              .put("MadeAt", at)
              .put("MasterKey", mark.masterKeys()));
    } else {
      streams
          .out()
          .println(
              target
                  + ": "
                  + bytes
                  + " bytes, the database as of "
                  + at
                  + ". It needs master key "
                  + mark.masterKeys()
                  + "; keep that apart from it.");
    }
    return Streams.DONE;
  }

  private int told(DatabaseCopy.Outcome.Copied copied, String place, boolean json) {
    long rows = copied.tables().stream().mapToLong(DatabaseCopy.Table::rows).sum();
    if (json) {
      ObjectNode result = Streams.object().put("To", place).put("Rows", rows);
      ArrayNode tables = result.putArray("Tables");
      copied
          .tables()
          .forEach(
              table ->
                  tables
                      .addObject()
                      .put("Name", table.name())
                      .put("Rows", table.rows())
                      .put("Checksum", table.checksum()));
      streams.json(result);
    } else {
      streams
          .out()
          .println(
              rows
                  + " rows of "
                  + copied.tables().size()
                  + " tables are in "
                  + place
                  + " and compared. Set database: to its URL, keep masterKey: as it is, and start"
                  + " the service.");
    }
    return Streams.DONE;
  }

  /** On the command line other users of the machine see a password. */
  private static String resolved(String text) throws IOException {
    if (text.startsWith("env:")) {
      String value = System.getenv(text.substring(4));
      if (value == null || value.isEmpty()) {
        throw new StartRefused("--to: environment variable " + text.substring(4) + " is not set");
      }
      return value;
    }
    if (text.startsWith("file:")) {
      Path file = Path.of(text.substring(5));
      if (!Files.isReadable(file)) {
        throw new StartRefused("--to: file " + file + " cannot be read");
      }
      return Files.readString(file).lines().findFirst().orElse("");
    }
    return text;
  }
}
