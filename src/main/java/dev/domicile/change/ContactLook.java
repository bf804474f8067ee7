package dev.domicile.change;

import dev.domicile.api.ErrorCode;
import dev.domicile.api.Refusal;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.HeldFields;
import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.registry.Trouble;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a registry for the contact in a role of a domain. Which contact that is may be known from a
 * reading not older than {@code freshFor}; what the contact says is always asked.
 */
public final class ContactLook {

  private static final Logger log = LoggerFactory.getLogger(ContactLook.class);

  /** The registry says that what it was asked for is not there, or not ours to see. */
  private static final Set<Integer> ABSENT = Set.of(2303, 2201);

  private final Map<String, Registry> registries;
  private final Database database;
  private final Readings readings;
  private final Ids ids;
  private final InstantSource clock;
  private final Duration freshFor;

  public ContactLook(
      Map<String, Registry> registries,
      Database database,
      Readings readings,
      Ids ids,
      InstantSource clock,
      Duration freshFor) {
    this.registries = Map.copyOf(registries);
    this.database = database;
    this.readings = readings;
    this.ids = ids;
    this.clock = clock;
    this.freshFor = freshFor;
  }

  /** What came of a look. */
  sealed interface Seen {

    /**
     * @param fields none at all where the role is empty
     * @param createdAt epoch milliseconds, null where the registry does not tell
     */
    record Held(ContactSubmission fields, @Nullable Long createdAt) implements Seen {}

    record Refused(Refusal refusal) implements Seen {}
  }

  /**
   * @param requestId for the log, which tells how old the reading was
   */
  Seen at(BatchNames names, DomainName name, ContactType type, String requestId) {
    Registry registry = Objects.requireNonNull(registries.get(names.registries().get(name)));
    if (!registry.profile().changeRules().connected()) {
      return new Seen.Held(new ContactSubmission(Map.of()), null);
    }
    Look look = new Look(registry, names, name, type, requestId);
    Optional<Reading> known =
        database.read(sql -> readings.fresh(sql, name, clock.millis(), freshFor));
    return known.isPresent() ? look.contact(known.get(), true) : look.domain();
  }

  private final class Look {

    private final Registry registry;
    private final BatchNames names;
    private final DomainName name;
    private final ContactType type;
    private final String requestId;

    Look(Registry registry, BatchNames names, DomainName name, ContactType type, String requestId) {
      this.registry = registry;
      this.names = names;
      this.name = name;
      this.type = type;
      this.requestId = requestId;
    }

    Seen domain() {
      Optional<Reading> before = database.read(sql -> readings.latest(sql, name));
      return switch (registry.domainInfo(name, clTrid())) {
        case Outcome.Ok<DomainInfo>(DomainInfo info) -> {
          Reading reading = new Reading(info, clock.millis());
          database.run(sql -> readings.saveLook(sql, before, reading));
          yield contact(reading, false);
        }
        case Outcome.Refused<DomainInfo>(int code, String message) when ABSENT.contains(code) ->
            new Seen.Refused(names.notExist(List.of(name)));
        case Outcome<DomainInfo> other -> notRead(other);
      };
    }

    Seen contact(Reading reading, boolean known) {
      List<String> handles = type.handlesIn(reading.info());
      if (handles.isEmpty()) {
        return new Seen.Held(new ContactSubmission(Map.of()), null);
      }
      return switch (registry.contactInfo(handles.getFirst(), clTrid())) {
        case Outcome.Ok<ContactInfo>(ContactInfo held) -> {
          tell(reading);
          yield new Seen.Held(HeldFields.of(held), millis(held.created()));
        }
        case Outcome.Refused<ContactInfo>(int code, String message)
            when known && ABSENT.contains(code) ->
            domain();
        case Outcome<ContactInfo> other -> notRead(other);
      };
    }

    private void tell(Reading reading) {
      log.info(
          "request {}: contact shown as registry {} holds it, by a reading of the domain {} s old",
          requestId,
          registry.profile().name(),
          (clock.millis() - reading.readAt()) / 1000);
    }

    private Seen notRead(Outcome<?> outcome) {
      String why =
          switch (outcome) {
            case Outcome.NotSent<?>(Trouble trouble) -> trouble.kind().name();
            case Outcome.Unknown<?>(Trouble trouble) -> trouble.kind().name();
            case Outcome.Refused<?>(int code, String message) -> Integer.toString(code);
            case Outcome.Ok<?> ok -> "";
            case Outcome.Pending<?> pending -> "";
          };
      String told = (registry.profile().name() + " " + why).strip();
      return new Seen.Refused(
          Refusal.of(ErrorCode.NETWORK_IO_ERROR, "Registry " + told + ".", "注册局：" + told + "。"));
    }

    private String clTrid() {
      return "Q-" + ids.uuid();
    }
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
