package dev.domicile.cli;

import dev.domicile.account.Account;
import dev.domicile.app.Seals;
import dev.domicile.change.EraseContact;
import dev.domicile.contact.Contacts;
import dev.domicile.contact.ErasedContacts;
import dev.domicile.contact.Profiles;
import dev.domicile.seal.Seal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code domicile erase}. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Destroys what is stored of one person's contact: its versions, its profiles, and that",
      "domains have it. Without --yes it tells what would go. Refused while work under way needs",
      "it. What registries hold stays there."
    })
final class EraseCommand implements Callable<Integer> {

  /** Domains that are named; of more the number is told. */
  private static final int NAMED = 10;

  private final Streams streams;

  @Option(names = "--account", paramLabel = "NAME", required = true, description = "whose contact")
  @Nullable String account;

  @ArgGroup(multiplicity = "1")
  @Nullable Which which;

  @Option(names = "--yes", description = "do it")
  boolean yes;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the service's configuration; ./data without")
  @Nullable Path config;

  @Option(names = "--json", description = "print one JSON object")
  boolean json;

  /** Which contact is meant. */
  static final class Which {
    @Option(
        names = "--email",
        paramLabel = "ADDRESS",
        required = true,
        description = "all contacts and profiles with this e-mail address")
    @Nullable String email;

    @ArgGroup(exclusive = false, multiplicity = "1")
    @Nullable AtRegistry atRegistry;
  }

  /** As a registry knows it. */
  static final class AtRegistry {
    @Option(
        names = "--handle",
        paramLabel = "HANDLE",
        required = true,
        description = "the contact that a registry has under this handle")
    @Nullable String handle;

    @Option(
        names = "--registry",
        paramLabel = "NAME",
        required = true,
        description = "the registry's name in the configuration")
    @Nullable String registry;
  }

  EraseCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    try (AdminData data = AdminData.open(config)) {
      String name = Objects.requireNonNull(account);
      Optional<Account> holder = data.account(name);
      if (holder.isEmpty()) {
        return streams.refused(AdminData.unknownAccount(name), json);
      }
      long id = holder.get().id();
      Seal seal = Seals.open(data.config(), data.database());
      ErasedContacts contacts =
          new ErasedContacts(
              data.database(),
              new Contacts(data.database(), seal, data.ids(), data.clock()),
              new Profiles(seal, data.ids(), data.audit(), data.clock()));
      EraseContact.Outcome outcome =
          new EraseContact(data.database(), contacts, data.audit(), data.clock())
              .run(id, found(contacts, id), yes, AdminData.ACTOR);
      return switch (outcome) {
        case EraseContact.Outcome.Nothing() ->
            streams.refused("nothing is stored of that contact in account " + name, json);
        case EraseContact.Outcome.Needed(List<String> domains) ->
            streams.refused(
                "work under way needs the contact, for "
                    + named(domains)
                    + "; wait for its end, or cancel its tasks",
                json);
        case EraseContact.Outcome.Erased erased -> told(erased);
      };
    }
  }

  private ErasedContacts.Found found(ErasedContacts contacts, long accountId) {
    Which meant = Objects.requireNonNull(which);
    return meant.atRegistry instanceof AtRegistry at
        ? contacts.withHandle(
            accountId, Objects.requireNonNull(at.registry), Objects.requireNonNull(at.handle))
        : contacts.withEmail(accountId, Objects.requireNonNull(meant.email));
  }

  private int told(EraseContact.Outcome.Erased erased) {
    if (json) {
      ObjectNode object =
          Streams.object()
              .put("Erased", erased.done())
              .put("Contacts", erased.contacts())
              .put("Profiles", erased.profiles());
      ArrayNode domains = object.putArray("Domains");
      erased.domains().forEach(domains::add);
      streams.json(object);
      return Streams.DONE;
    }
    streams
        .out()
        .println(
            "%s: %d stored contacts, %d profiles; current contact of %s"
                .formatted(
                    erased.done() ? "erased" : "would be erased",
                    erased.contacts(),
                    erased.profiles(),
                    named(erased.domains())));
    if (!erased.done()) {
      streams.out().println("Nothing was changed. To do it, add --yes.");
    }
    return Streams.DONE;
  }

  private static String named(List<String> domains) {
    return domains.size() <= NAMED
        ? domains.size() + " domains " + domains
        : domains.size() + " domains, " + domains.subList(0, NAMED) + " among them";
  }
}
