package dev.domicile.cli;

import dev.domicile.contact.LostContacts;
import dev.domicile.contact.LostContacts.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code domicile contacts}. */
@Command(
    name = "contacts",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "The contacts that registries hold for this service.")
final class ContactsCommand {

  private final Streams streams;

  ContactsCommand(Streams streams) {
    this.streams = streams;
  }

  /** What the person has found at the registry. */
  static final class Found {
    @Option(
        names = "--handle",
        paramLabel = "HANDLE",
        required = true,
        description = "the registry made the contact, under this handle")
    @Nullable String handle;

    @Option(
        names = "--not-made",
        required = true,
        description = "the registry did not make it; it is made when it is next needed")
    boolean notMade;
  }

  @Command(
      name = "lost",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Lists contacts whose making lost its answer at a registry that makes handles itself.",
        "One line each: registry, name, since when."
      })
  int lost(
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "the service's configuration; ./data without")
          @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object a line") boolean json) {
    try (AdminData data = AdminData.open(config)) {
      List<LostContacts.Lost> all = contacts(data).all();
      for (LostContacts.Lost one : all) {
        Instant since = Instant.ofEpochMilli(one.chosenAt());
        if (json) {
          streams.json(
              Streams.object()
                  .put("Registry", one.registry())
                  .put("Name", one.name())
                  .put("Since", since.toString()));
        } else {
          streams.out().println(one.registry() + " " + one.name() + " " + since);
        }
      }
      if (all.isEmpty() && !json) {
        streams.out().println("no contact is lost");
      }
      return Streams.DONE;
    }
  }

  @Command(
      name = "resolve",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = {
        "Says what a registry has of a contact that contacts lost lists.",
        "A handle is looked up before it is used. The word and its reason go into the audit."
      })
  int resolve(
      @Parameters(paramLabel = "REGISTRY") String registry,
      @Parameters(paramLabel = "NAME", description = "as contacts lost shows it") String name,
      @ArgGroup(multiplicity = "1") Found found,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "how it is known, without personal data")
          String reason,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "the service's configuration; ./data without")
          @Nullable Path config,
      @Option(names = "--json", description = "print one JSON object") boolean json) {
    try (AdminData data = AdminData.open(config)) {
      String handle = found.handle;
      Outcome outcome =
          handle == null
              ? contacts(data).notMade(registry, name, reason, AdminData.ACTOR)
              : contacts(data).made(registry, name, handle, reason, AdminData.ACTOR);
      return switch (outcome) {
        case Outcome.Refused(String why) -> streams.refused("contacts: " + why, json);
        case Outcome.Settled settled -> {
          if (json) {
            streams.json(
                Streams.object()
                    .put("Registry", registry)
                    .put("Name", name)
                    .put("Handle", handle == null ? "" : handle));
          } else {
            streams
                .out()
                .println(
                    handle == null
                        ? name + " is made when it is next needed."
                        : name + " is looked up as " + handle + ", and used if it is the contact.");
          }
          yield Streams.DONE;
        }
      };
    }
  }

  private static LostContacts contacts(AdminData data) {
    return new LostContacts(data.database(), data.audit(), data.clock());
  }
}
