package dev.domicile.cli;

import dev.domicile.account.Account;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.ImportDomains;
import dev.domicile.portfolio.Registries;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code domicile domains}. */
@Command(
    name = "domains",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The domains that an account holds.")
final class DomainsCommand {

  private static final String CONFIG = "the service's configuration; ./data without";

  private static final String NAMES =
      "domains, and files of them: a name in each line, or a CSV with a column DomainName."
          + " What has a slash or ends in .csv or .txt is a file";
  private static final String ONLY_OF = "only domains that this account holds; any without";
  private static final String SKIP_BAD = "leave out what cannot be done and do the others";

  private final Streams streams;

  DomainsCommand(Streams streams) {
    this.streams = streams;
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Brings a CSV of domains into an account: all of them, or none if a line is bad.",
        "Columns: DomainName, and where wanted InstanceId, RegistrationDate, ExpirationDate.",
        "No registry is contacted."
      })
  int importFile(
      @Parameters(paramLabel = "FILE", description = "CSV in UTF-8 with a header") Path file,
      @Option(names = "--account", paramLabel = "NAME", required = true) String name,
      @Option(names = "--config", paramLabel = "FILE", description = CONFIG) @Nullable Path config,
      @Option(
              names = "--mode",
              paramLabel = "MODE",
              defaultValue = "upsert",
              converter = ImportMode.class,
              description =
                  "add: domains that are held already stay as they are;"
                      + " upsert, the default: they take the file's dates")
          ImportDomains.Mode mode,
      @Option(names = "--skip-bad", description = "leave bad lines out and import the others")
          boolean skipBad,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    try (AdminData data = AdminData.open(config)) {
      Optional<Account> account = data.account(name);
      if (account.isEmpty()) {
        return streams.refused(AdminData.unknownAccount(name), json);
      }
      ImportReport report = new ImportReport(streams, file, name, json);
      return report.end(
          action(data).run(file, account.get().id(), mode, AdminData.ACTOR, skipBad, report));
    }
  }

  @Command(
      name = "count",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Counts the domains of an account.")
  int count(
      @Option(names = "--account", paramLabel = "NAME", required = true) String name,
      @Option(names = "--config", paramLabel = "FILE", description = CONFIG) @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    try (AdminData data = AdminData.open(config)) {
      Optional<Account> account = data.account(name);
      if (account.isEmpty()) {
        return streams.refused(AdminData.unknownAccount(name), json);
      }
      Domains domains = new Domains(new SecureRandom());
      long count = data.database().read(sql -> domains.count(sql, account.get().id()));
      if (json) {
        streams.json(Streams.object().put("Account", name).put("Domains", count));
      } else {
        streams.out().println(count);
      }
      return Streams.DONE;
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Takes domains out of the portfolio: all of them, or none if one cannot be.",
        "No registry is contacted. A domain with a change under way is refused."
      })
  int remove(
      @Parameters(paramLabel = "NAME|FILE", arity = "1..*", description = NAMES) List<String> names,
      @Option(names = "--account", paramLabel = "NAME", description = ONLY_OF)
          @Nullable String account,
      @Option(names = "--config", paramLabel = "FILE", description = CONFIG) @Nullable Path config,
      @Option(names = "--skip-bad", description = SKIP_BAD) boolean skipBad,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    return new HolderCommand(streams, json, skipBad).remove(config, names, account);
  }

  @Command(
      name = "move",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Gives domains to another account: all of them, or none if one cannot be.",
        "No registry is contacted. A domain with a change under way is refused."
      })
  int move(
      @Parameters(paramLabel = "NAME|FILE", arity = "1..*", description = NAMES) List<String> names,
      @Option(names = "--to", paramLabel = "NAME", required = true, description = "the new holder")
          String to,
      @Option(names = "--account", paramLabel = "NAME", description = ONLY_OF)
          @Nullable String account,
      @Option(names = "--config", paramLabel = "FILE", description = CONFIG) @Nullable Path config,
      @Option(names = "--skip-bad", description = SKIP_BAD) boolean skipBad,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    return new HolderCommand(streams, json, skipBad).move(config, names, account, to);
  }

  @Command(
      name = "sync",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Reads every domain at its registry, and tells what differs from what was known here.",
        "Nothing is changed at the registry. A sync that was interrupted is continued."
      })
  int sync(
      @Option(names = "--registry", paramLabel = "NAME", description = "this one only; all without")
          @Nullable String registry,
      @Option(
              names = "--sessions",
              paramLabel = "N",
              defaultValue = "1",
              converter = Whole.class,
              description =
                  "EPP sessions of the sync's own at each registry, beside the service's; 1"
                      + " without")
          int sessions,
      @Option(
              names = "--per-second",
              paramLabel = "N",
              converter = Whole.class,
              description = "most commands in a second at each registry")
          @Nullable Integer perSecond,
      @Option(names = "--restart", description = "begin anew, even after an interrupted sync")
          boolean restart,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              required = true,
              description = "the service's configuration")
          Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    int rate = perSecond == null ? 0 : perSecond;
    return new SyncCommand(streams, json).run(config, registry, sessions, rate, restart);
  }

  /** By its lower-case name. */
  static final class ImportMode implements ITypeConverter<ImportDomains.Mode> {
    @Override
    public ImportDomains.Mode convert(String text) {
      return switch (text) {
        case "add" -> ImportDomains.Mode.ADD;
        case "upsert" -> ImportDomains.Mode.UPSERT;
        default -> throw new TypeConversionException("'" + text + "' is not add or upsert");
      };
    }
  }

  /** More would be more than any registry gives. */
  static final class Whole implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9][0-9]{0,3}")) {
        throw new TypeConversionException("'" + text + "' is not a whole number from 1 to 9999");
      }
      return Integer.valueOf(text);
    }
  }

  private static ImportDomains action(AdminData data) {
    Optional<Registries> registries =
        data.configured()
            ? Optional.of(Registries.of(data.config().tldsByRegistry()))
            : Optional.empty();
    return new ImportDomains(
        data.database(),
        new Domains(new SecureRandom()),
        data.audit(),
        data.clock(),
        data.config().apiTimeZone(),
        registries);
  }
}
