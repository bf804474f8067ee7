package dev.domicile.cli;

import dev.domicile.account.AccessKeys;
import dev.domicile.account.CreateAccount;
import dev.domicile.account.CreateAccount.Outcome;
import dev.domicile.account.KeyPair;
import dev.domicile.app.Seals;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domicile account}. */
@Command(
    name = "account",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Accounts and their access keys.")
final class AccountCommand {

  @Spec @Nullable CommandSpec spec;

  private final Streams streams;

  AccountCommand(Streams streams) {
    this.streams = streams;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Makes an account with an access key, and prints the key.",
        "The secret is printed this once and cannot be read again."
      })
  int create(
      @Parameters(paramLabel = "NAME", description = "1 to 64 letters, digits and . _ - @")
          String name,
      @Option(
              names = "--access-key-id",
              paramLabel = "ID",
              description = "take over an id that clients have; with its secret")
          @Nullable String id,
      @Option(
              names = "--access-key-secret",
              paramLabel = "SECRET",
              description = "the secret of that id")
          @Nullable String secret,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "the service's configuration; ./data without")
          @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    if ((id == null) != (secret == null)) {
      throw usage("--access-key-id and --access-key-secret come together");
    }
    Optional<KeyPair> given =
        id == null || secret == null ? Optional.empty() : Optional.of(new KeyPair(id, secret));
    try (AdminData data = AdminData.open(config)) {
      return switch (action(data).run(name, given, AdminData.ACTOR)) {
        case Outcome.Created made -> print(made, json);
        case Outcome.Refused refused ->
            streams.refused("account " + name + ": " + refused.reason().text(), json);
      };
    }
  }

  private static CreateAccount action(AdminData data) {
    AccessKeys keys =
        new AccessKeys(data.database(), Seals.open(data.config(), data.database()), data.clock());
    return new CreateAccount(
        data.database(), data.accounts(), keys, data.audit(), data.clock(), new SecureRandom());
  }

  private int print(Outcome.Created made, boolean json) {
    if (json) {
      streams.json(
          Streams.object()
              .put("Account", made.account().name())
              .put("AccessKeyId", made.key().id())
              .put("AccessKeySecret", made.key().secret()));
    } else {
      streams.out().println("AccessKeyId: " + made.key().id());
      streams.out().println("AccessKeySecret: " + made.key().secret());
    }
    return Streams.DONE;
  }

  private ParameterException usage(String problem) {
    CommandLine create = Objects.requireNonNull(spec).subcommands().get("create");
    return new ParameterException(create, problem);
  }
}
