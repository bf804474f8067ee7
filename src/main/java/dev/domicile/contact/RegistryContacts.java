package dev.domicile.contact;

import dev.domicile.audit.Audit;
import dev.domicile.contact.RegistryContactTable.Key;
import dev.domicile.registry.Disclose;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.seal.Seal;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contacts that registries hold for us: each made once per registry, account and content, over
 * crashes, lost answers and other processes.
 */
public final class RegistryContacts {

  /** Outcomes remembered, so that a step of a large batch needs no look into the database. */
  private static final int REMEMBERED = 1_000;

  /**
   * From here on, and for 2200, it is the session or the moment that was wrong, not the contact.
   */
  private static final int SERVER_TROUBLE = 2400;

  private static final int NOT_LOGGED_IN = 2200;

  private final Contacts contacts;
  private final Seal seal;
  private final InstantSource clock;
  private final Duration refusalHolds;
  private final RegistryContactTable table;
  private final Tokens tokens;
  private final OldDisclosures oldDisclosures;
  private final ConcurrentMap<Key, CompletableFuture<Ensured>> underWay = new ConcurrentHashMap<>();
  private final Recent<Key, Remembered> remembered = new Recent<>(REMEMBERED);

  /**
   * @param random of handles, clTRIDs and authInfos: a {@link java.security.SecureRandom}, except
   *     in tests
   * @param refusalHolds for how long a refused content is not offered again; without it each of the
   *     10,000 steps of a batch would be refused by itself. Half a minute is enough; zero offers
   *     anew each time
   */
  public RegistryContacts(
      Database database,
      Contacts contacts,
      Seal seal,
      Audit audit,
      InstantSource clock,
      RandomGenerator random,
      Duration refusalHolds) {
    this.contacts = contacts;
    this.seal = seal;
    this.clock = clock;
    this.refusalHolds = refusalHolds;
    this.table = new RegistryContactTable(database, audit, clock);
    this.tokens = new Tokens(random);
    this.oldDisclosures = new OldDisclosures(tokens);
  }

  private record Remembered(Ensured outcome, Instant until) {}

  /**
   * Makes sure that the registry holds the contact, and says under which handle. Blocks while that
   * goes on; whoever asks for the same meanwhile waits for the one outcome. Must not be called
   * within a transaction.
   *
   * @param old what is taken over where the registry's configuration says {@code disclose: copy}
   */
  public Ensured ensure(Registry registry, long accountId, long contactId, OldDisclosure old) {
    Asked asked = asked(registry, accountId, contactId, old);
    Ensured known = known(asked.key());
    return known != null ? known : ensureOnce(registry, asked);
  }

  /** With all of it hidden, where there is no old contact to be like. */
  public Ensured ensure(Registry registry, long accountId, long contactId) {
    return ensure(registry, accountId, contactId, OldDisclosure.HIDDEN);
  }

  /**
   * What a registry's contact shows and hides; asked once for the steps of one task that come upon
   * it. Refused only by a registry that may answer later; whatever it does not show us, hides all.
   */
  public Outcome<OldDisclosure> disclosureOf(Registry registry, long taskId, String handle) {
    return oldDisclosures.of(registry, taskId, handle);
  }

  /**
   * To be told when a registry answers 2303 for a handle that {@link #ensure} gave: the next ensure
   * asks the registry, and makes the contact again where it is gone.
   */
  public void invalidate(Registry registry, String handle) {
    String name = registry.profile().name();
    table.doubt(name, handle);
    remembered.forget(
        entry ->
            entry.getKey().registry().equals(name)
                && entry.getValue().outcome() instanceof Ensured.Ready ready
                && ready.handle().equalsIgnoreCase(handle));
  }

  /** Each handle is asked for before it is used again. */
  public static void doubtAll(Sql sql) {
    RegistryContactTable.doubtAll(sql);
  }

  /**
   * The handle that stands, or will stand, for the contact; asks no registry. For comparing with
   * what a registry says of a domain, not for sending.
   */
  public Optional<String> handleOf(
      Registry registry, long accountId, long contactId, OldDisclosure old) {
    Key key = asked(registry, accountId, contactId, old).key();
    return table.find(key).map(RegistryContactTable.Entry::handle);
  }

  /** The parameters for which this registry is sent ASCII that was made from Chinese. */
  public List<String> transliterated(Registry registry, long contactId) {
    return contacts.load(contactId).normal().madeFor(registry.profile());
  }

  /** What stands behind one of an account's handles; empty for one that was not made here. */
  public Optional<ContactContent> contentOf(Registry registry, long accountId, String handle) {
    return table
        .contactOf(registry.profile().name(), accountId, handle)
        .map(contactId -> content(registry, accountId, contactId));
  }

  /**
   * @param disclose null to leave it to the registry's policy
   */
  private record Asked(
      Key key, long contactId, ContactContent content, @Nullable Disclose disclose) {}

  private Asked asked(Registry registry, long accountId, long contactId, OldDisclosure old) {
    ContactContent content = content(registry, accountId, contactId);
    Disclose disclose =
        switch (registry.profile().contactRules().disclose()) {
          case NONE -> OldDisclosure.HIDDEN.at(content.postalTypes());
          case COPY -> old.at(content.postalTypes());
          case REGISTRY_DEFAULT -> null;
        };
    String made = content.canonical() + shown(content, disclose);
    Key key = new Key(registry.profile().name(), accountId, seal.digest("registry_contact", made));
    return new Asked(key, contactId, content, disclose);
  }

  private Ensured ensureOnce(Registry registry, Asked asked) {
    Key key = asked.key();
    CompletableFuture<Ensured> mine = new CompletableFuture<>();
    CompletableFuture<Ensured> running = underWay.putIfAbsent(key, mine);
    if (running != null) {
      return told(running);
    }
    try {
      // whoever came before may have ended between the caller's look and here
      Ensured known = known(key);
      Ensured outcome =
          known != null
              ? known
              : new ContactMaking(
                      registry,
                      key,
                      asked.contactId(),
                      asked.content(),
                      asked.disclose(),
                      table,
                      tokens)
                  .run();
      if (known == null) {
        remember(key, outcome);
      }
      mine.complete(outcome);
      return outcome;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(key, mine);
    }
  }

  /** What another thread came to, or threw. */
  private static Ensured told(CompletableFuture<Ensured> running) {
    try {
      return running.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private @Nullable Ensured known(Key key) {
    Remembered found = remembered.get(key);
    return found == null || clock.instant().isAfter(found.until()) ? null : found.outcome();
  }

  private void remember(Key key, Ensured outcome) {
    switch (outcome) {
      case Ensured.Ready ready -> remembered.put(key, new Remembered(ready, Instant.MAX));
      case Ensured.Refused refused -> {
        boolean lasting = refused.code() < SERVER_TROUBLE && refused.code() != NOT_LOGGED_IN;
        if (lasting && refusalHolds.isPositive()) {
          remembered.put(key, new Remembered(refused, clock.instant().plus(refusalHolds)));
        }
      }
      case Ensured.NotSent notSent -> {}
      case Ensured.Unknown unknown -> {}
      case Ensured.Pending pending -> {}
    }
  }

  /**
   * A contact that was made to be seen is not used again where it is to be hidden. Digests in
   * databases stand on this form; it must not change.
   */
  private static String shown(ContactContent content, @Nullable Disclose disclose) {
    if (disclose == null) {
      return "disclose registryDefault\n";
    }
    if (disclose.equals(OldDisclosure.HIDDEN.at(content.postalTypes()))) {
      return "";
    }
    return disclose.fields().stream()
        .sorted()
        .map(Disclose.Field::name)
        .collect(Collectors.joining(" ", disclose.shown() ? "show " : "hide ", "\n"));
  }

  private ContactContent content(Registry registry, long accountId, long contactId) {
    StoredContact stored = contacts.load(contactId);
    if (stored.accountId() != accountId) {
      throw new IllegalArgumentException(
          "contact " + contactId + " is not of account " + accountId);
    }
    return stored.normal().at(registry.profile());
  }
}
