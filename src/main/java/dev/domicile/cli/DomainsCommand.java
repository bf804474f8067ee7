package dev.domicile.cli;

import dev.domicile.account.Account;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.ImportDomains;
import dev.domicile.portfolio.Registries;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code domicile domains}. */
@Command(
    name = "domains",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The domains that an account holds.")
final class DomainsCommand {

  private static final String CONFIG = "the service's configuration; ./data without";

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
          action(data).run(file, account.get().id(), AdminData.ACTOR, skipBad, report));
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
