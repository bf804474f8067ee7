package dev.domicile.change;

import dev.domicile.registry.Condition;
import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Poll;
import dev.domicile.registry.Registry;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.store.Database;
import dev.domicile.store.Dialect;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was committed and what was sent, in order; and the end of the process after one of these
 * moments: from then on nothing is committed, read or sent any more.
 */
final class CrashJournal {

  /** Those of the database's contents that say how far a change has come. */
  private static final List<String> LOOKS =
      List.of(
          "SELECT 'step ' || seq || ': status ' || status || ' ' || reason AS t FROM step",
          "SELECT 'busy: ' || phase || ', attempt ' || attempt || ', leased ' || leased AS t"
              + " FROM active",
          "SELECT 'contact at the registry: ' || handle || ' ' || state AS t FROM registry_contact",
          "SELECT 'before-image of step ' || seq AS t FROM before_image",
          "SELECT 'reading of ' || domain AS t FROM domain_reading",
          "SELECT 'lock of ' || domain || ', ours ' || set_by_us AS t FROM transfer_lock",
          "SELECT 'counted: begun ' || begun || ', done ' || ok || ', failed ' || failed AS t"
              + " FROM task_block",
          "SELECT 'audit: ' || kind AS t FROM audit_entry ORDER BY id");

  private static final Pattern STEP_TRID = Pattern.compile("S-[0-9A-Z]+-(\\d+)-(\\d+)-(\\d+)");

  /** Ends whatever the dead process was about. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final int last;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private List<String> state = List.of();
  private int moments;
  private volatile boolean dead;
  private final CountDownLatch died = new CountDownLatch(1);

  /**
   * @param last the moment after which the process ends
   */
  CrashJournal(int last) {
    this.last = last;
  }

  CountDownLatch died() {
    return died;
  }

  /** Another process on what the first one left. */
  void startAgain() {
    lines.add("-- the process ended here; another one starts");
    dead = false;
  }

  synchronized String text() {
    return String.join("\n", lines) + "\n";
  }

  synchronized int moments() {
    return moments;
  }

  private void living() {
    if (dead) {
      throw new Ended();
    }
  }

  private synchronized void moment(List<String> told) {
    lines.addAll(told);
    moments++;
    if (moments == last) {
      dead = true;
      died.countDown();
      throw new Ended();
    }
  }

  /** The same name for the same handle or clTRID, whatever the dice said. */
  private synchronized String name(String prefix, String random) {
    Matcher step = STEP_TRID.matcher(random);
    if (step.matches()) {
      return "step " + step.group(1) + " attempt " + step.group(2) + " command " + step.group(3);
    }
    return names.computeIfAbsent(
        random,
        unknown ->
            prefix + (1 + names.values().stream().filter(n -> n.startsWith(prefix)).count()));
  }

  Database around(Database database) {
    return new Watched(database);
  }

  private final class Watched implements Database {

    private final Database database;

    Watched(Database database) {
      this.database = database;
    }

    @Override
    public <T> T writeIf(Predicate<T> keep, Function<Sql, T> work) {
      synchronized (CrashJournal.this) {
        living();
        T result = database.writeIf(keep, work);
        List<String> now = database.read(this::look);
        List<String> gone = without(state, now);
        List<String> come = without(now, state);
        state = now;
        if (!gone.isEmpty() || !come.isEmpty()) {
          List<String> told = new ArrayList<>(List.of("committed"));
          gone.forEach(line -> told.add("  - " + line));
          come.forEach(line -> told.add("  + " + line));
          moment(told);
        }
        return result;
      }
    }

    private List<String> look(Sql sql) {
      return LOOKS.stream()
          .flatMap(look -> sql.rows(look, row -> handles(row.text("t"))).stream())
          .toList();
    }

    private String handles(String line) {
      String prefix = "contact at the registry: ";
      if (!line.startsWith(prefix)) {
        return line;
      }
      String[] words = line.substring(prefix.length()).split(" ");
      return prefix + name("handle ", words[0]) + " " + words[1];
    }

    private static List<String> without(List<String> all, List<String> others) {
      List<String> left = new ArrayList<>(all);
      others.forEach(left::remove);
      return left;
    }

    @Override
    public <T> T read(Function<Sql, T> work) {
      living();
      return database.read(work);
    }

    @Override
    public Dialect dialect() {
      return database.dialect();
    }

    @Override
    public String place() {
      return database.place();
    }

    @Override
    public void close() {
      database.close();
    }
  }

  Registry around(Registry registry) {
    return new Watching(registry);
  }

  private final class Watching implements Registry {

    private final Registry registry;

    Watching(Registry registry) {
      this.registry = registry;
    }

    private <T> Outcome<T> sent(String what, String clTrid, Supplier<Outcome<T>> call) {
      living();
      String command = what + " as " + name("clTRID ", clTrid);
      moment(List.of("about to send " + command));
      Outcome<T> outcome = call.get();
      living();
      String answer =
          switch (outcome) {
            case Outcome.Ok<T> ok -> "carried out";
            case Outcome.Pending<T> pending -> "pending";
            case Outcome.Refused<T> refused -> "refused with " + refused.code();
            case Outcome.NotSent<T> notSent -> "not sent";
            case Outcome.Unknown<T> unknown -> "not answered";
          };
      moment(List.of(answer + ": " + what));
      return outcome;
    }

    @Override
    public RegistryProfile profile() {
      return registry.profile();
    }

    @Override
    public Outcome<DomainInfo> domainInfo(DomainName domain, String clTrid) {
      return sent("domain:info", clTrid, () -> registry.domainInfo(domain, clTrid));
    }

    @Override
    public Outcome<Applied> updateDomain(DomainUpdate update, String clTrid) {
      String registrant = update.registrant();
      String what =
          "domain:update to "
              + (registrant == null ? "no registrant" : name("handle ", registrant))
              + " and "
              + update.addStatuses();
      return sent(what, clTrid, () -> registry.updateDomain(update, clTrid));
    }

    @Override
    public Outcome<String> createContact(NewContact contact, String clTrid) {
      return sent(
          "contact:create of " + name("handle ", contact.handle()),
          clTrid,
          () -> registry.createContact(contact, clTrid));
    }

    @Override
    public Outcome<ContactInfo> contactInfo(String handle, String clTrid) {
      return sent(
          "contact:info of " + name("handle ", handle),
          clTrid,
          () -> registry.contactInfo(handle, clTrid));
    }

    @Override
    public Outcome<Poll> poll(String clTrid) {
      return registry.poll(clTrid);
    }

    @Override
    public Outcome<Applied> acknowledge(String messageId, String clTrid) {
      return registry.acknowledge(messageId, clTrid);
    }

    @Override
    public Condition condition() {
      return registry.condition();
    }

    @Override
    public void close() {
      registry.close();
    }
  }
}
