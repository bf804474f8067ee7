package dev.domicile.cli;

import dev.domicile.account.AccessKeys;
import dev.domicile.account.Account;
import dev.domicile.account.ChangeKey;
import dev.domicile.account.ChangeKey.Change;
import dev.domicile.account.CreateKey;
import dev.domicile.account.CreateKey.Outcome;
import dev.domicile.account.KeyPair;
import dev.domicile.account.Policy;
import dev.domicile.app.Durations;
import dev.domicile.app.Seals;
import dev.domicile.store.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domicile key}. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Further access keys of an account.",
      "A running service follows within two seconds."
    })
final class KeyCommand {

  /** Of every command here. */
  static final class Common {

    @Option(names = "--account", paramLabel = "NAME", required = true, description = "whose keys")
    String account = "";

    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "the service's configuration; ./data without")
    @Nullable Path config;

    @Option(names = "--json", description = "print one JSON object")
    boolean json;
  }

  private interface Work {
    int run(AdminData data, Account account);
  }

  @Spec @Nullable CommandSpec spec;

  private final Streams streams;

  KeyCommand(Streams streams) {
    this.streams = streams;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Makes an access key and prints it.",
        "The secret is printed this once and cannot be read again."
      })
  int create(
      @Mixin Common common,
      @Option(
              names = "--policy",
              paramLabel = "FILE",
              description = "what the key may do, as a RAM policy in JSON; everything without")
          @Nullable Path policy,
      @Option(
              names = "--temporary",
              paramLabel = "DURATION",
              description = "a key with a SecurityToken (STS), good for so long: 1s to 7d")
          @Nullable String life,
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
              names = "--security-token",
              paramLabel = "TOKEN",
              description = "take over a token that clients have; with --temporary")
          @Nullable String token) {
    if ((id == null) != (secret == null)) {
      throw usage("create", "--access-key-id and --access-key-secret come together");
    }
    if (token != null && life == null) {
      throw usage("create", "--security-token comes with --temporary");
    }
    Optional<KeyPair> pair =
        id == null || secret == null ? Optional.empty() : Optional.of(new KeyPair(id, secret));
    CreateKey.Wanted wanted =
        new CreateKey.Wanted(
            policy == null ? Policy.EVERYTHING : policy(policy),
            pair,
            Optional.ofNullable(life).map(this::duration),
            Optional.ofNullable(token));
    return on(
        common,
        (data, account) -> {
          CreateKey action =
              new CreateKey(
                  data.database(), keys(data), data.audit(), data.clock(), new SecureRandom());
          return switch (action.run(account, wanted, AdminData.ACTOR)) {
            case Outcome.Created made -> {
              new KeyReport(streams, common.json).created(account, made);
              yield Streams.DONE;
            }
            case Outcome.Refused(String reason) -> streams.refused("key: " + reason, common.json);
          };
        });
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lists the account's keys, oldest first, without their secrets.")
  int list(@Mixin Common common) {
    return on(
        common,
        (data, account) -> {
          AccessKeys keys = keys(data);
          List<AccessKeys.Listed> found = data.database().read(sql -> keys.list(sql, account.id()));
          new KeyReport(streams, common.json).list(account, found, data.clock().millis());
          return Streams.DONE;
        });
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Takes a key out of use until it is enabled.")
  int disable(@Mixin Common common, @Parameters(paramLabel = "ID") String id) {
    return change(common, id, Change.DISABLE);
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Takes a disabled key into use again.")
  int enable(@Mixin Common common, @Parameters(paramLabel = "ID") String id) {
    return change(common, id, Change.ENABLE);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Removes a key for good.")
  int delete(@Mixin Common common, @Parameters(paramLabel = "ID") String id) {
    return change(common, id, Change.DELETE);
  }

  private int change(Common common, String id, Change change) {
    return on(
        common,
        (data, account) -> {
          ChangeKey action = new ChangeKey(data.database(), keys(data), data.audit(), data.clock());
          if (!action.run(account, id, change, AdminData.ACTOR)) {
            return streams.refused("account " + account.name() + " has no key " + id, common.json);
          }
          new KeyReport(streams, common.json).changed(account, id, change);
          return Streams.DONE;
        });
  }

  private int on(Common common, Work work) {
    try (AdminData data = AdminData.open(common.config)) {
      Optional<Account> account = data.account(common.account);
      return account.isPresent()
          ? work.run(data, account.get())
          : streams.refused(AdminData.unknownAccount(common.account), common.json);
    }
  }

  private static AccessKeys keys(AdminData data) {
    return new AccessKeys(
        data.database(), Seals.open(data.config(), data.database()), data.clock());
  }

  private static Policy policy(Path file) {
    try {
      return switch (Policy.parse(Files.readString(file))) {
        case Policy.Parsed.Read(Policy policy) -> policy;
        case Policy.Parsed.Wrong(String reason) -> throw new StartRefused(file + ": " + reason);
      };
    } catch (NoSuchFileException e) {
      throw new StartRefused(file + ": policy file not found", e);
    } catch (IOException e) {
      throw new StartRefused(file + ": cannot be read as UTF-8 text: " + e, e);
    }
  }

  private Duration duration(String text) {
    return Durations.parse(text)
        .orElseThrow(() -> usage("create", "--temporary is a duration such as 15m, 1h or 7d"));
  }

  private ParameterException usage(String command, String problem) {
    CommandLine line = Objects.requireNonNull(spec).subcommands().get(command);
    return new ParameterException(line, problem);
  }
}
