package dev.domicile.portfolio;

import dev.domicile.account.AccountRow;
import dev.domicile.audit.Audit;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.task.Underway;
import dev.domicile.wire.DomainName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Takes domains out of the portfolio, or gives them to another account. No registry is contacted. A
 * domain with a change under way is refused: the change, its outcome and its audit belong to the
 * account that asked for it. That is looked up in the transaction that changes the holder, so no
 * submit comes in between.
 *
 * <p>All names in one transaction or none; or each by itself, in short transactions.
 */
public final class HolderChange {

  /** Names in one transaction: a second under the lock, which submits wait for. */
  public static final int MOST_AT_ONCE = 10_000;

  private static final int PORTION = 1_000;

  private final Database database;
  private final Domains domains;
  private final Readings readings;
  private final TransferLocks locks;
  private final Underway underway;
  private final HolderListener listener;
  private final Audit audit;
  private final InstantSource clock;

  public HolderChange(
      Database database,
      Domains domains,
      Readings readings,
      TransferLocks locks,
      Underway underway,
      HolderListener listener,
      Audit audit,
      InstantSource clock) {
    this.database = database;
    this.domains = domains;
    this.readings = readings;
    this.locks = locks;
    this.underway = underway;
    this.listener = listener;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What is asked.
   *
   * @param from the only account whose domains may be meant; empty for any
   * @param eachByItself whether to leave a name that cannot be done, and do the others
   * @param actor for the audit
   */
  public record Wish(
      Collection<DomainName> names, OptionalLong from, boolean eachByItself, String actor) {}

  /**
   * The names become nobody's; what is known of them is forgotten, but for ended tasks and the
   * audit.
   */
  public HolderOutcome remove(Wish wish) {
    return run(wish, OptionalLong.empty());
  }

  /**
   * InstanceId, dates, readings and transfer locks go with the domain. The contacts that the old
   * account set do not: the new one sees what the registry holds.
   */
  public HolderOutcome move(Wish wish, long to) {
    return run(wish, OptionalLong.of(to));
  }

  private HolderOutcome run(Wish wish, OptionalLong to) {
    List<DomainName> names = inOrder(wish.names());
    if (!wish.eachByItself()) {
      return names.size() > MOST_AT_ONCE
          ? new HolderOutcome.TooMany(MOST_AT_ONCE)
          : allOrNothing(wish, names, to);
    }
    HolderOutcome.Done all = new HolderOutcome.Done(0, 0, List.of(), 0);
    for (int from = 0; from < names.size(); from += PORTION) {
      List<DomainName> portion = names.subList(from, Math.min(from + PORTION, names.size()));
      long began = System.nanoTime();
      all = plus(all, database.write(sql -> portion(sql, wish, portion, to)));
      // as long as the lock was held: another process's writers poll for it
      LockSupport.parkNanos(System.nanoTime() - began);
    }
    return all;
  }

  private HolderOutcome allOrNothing(Wish wish, List<DomainName> names, OptionalLong to) {
    HolderOutcome.Done done =
        database.writeIf(d -> d.left().isEmpty(), sql -> portion(sql, wish, names, to));
    return done.left().isEmpty() ? done : new HolderOutcome.Nothing(done.left());
  }

  private HolderOutcome.Done portion(Sql sql, Wish wish, List<DomainName> names, OptionalLong to) {
    Map<DomainName, Domain> held = held(sql, names, to);
    Set<String> busy = underway.busy(sql, names.stream().map(DomainName::ascii).toList());
    List<HolderOutcome.Left> left = new ArrayList<>();
    List<Domain> meant = new ArrayList<>();
    int alreadyThere = 0;
    for (DomainName name : names) {
      Optional<Domain> domain =
          Optional.ofNullable(held.get(name)).filter(d -> isMeant(d, wish.from(), to));
      if (domain.isEmpty()) {
        left.add(new HolderOutcome.Left(name, HolderOutcome.Reason.NOT_HELD));
      } else if (isAt(domain.get(), to)) {
        alreadyThere++;
      } else if (busy.contains(name.ascii())) {
        left.add(new HolderOutcome.Left(name, HolderOutcome.Reason.BUSY));
      } else {
        meant.add(domain.get());
      }
    }
    if (!left.isEmpty() && !wish.eachByItself()) {
      return new HolderOutcome.Done(0, 0, left, 0);
    }
    int locked = apply(sql, meant, to, wish.actor());
    return new HolderOutcome.Done(meant.size(), alreadyThere, left, locked);
  }

  /** Those of the names that are held, by accounts at which nothing is submitted meanwhile. */
  private Map<DomainName, Domain> held(Sql sql, List<DomainName> names, OptionalLong to) {
    Set<Long> accounts = new HashSet<>();
    domains.find(sql, names).forEach(domain -> accounts.add(domain.accountId()));
    to.ifPresent(accounts::add);
    AccountRow.own(sql, accounts);
    Map<DomainName, Domain> held = new HashMap<>();
    for (Domain domain : domains.find(sql, names)) {
      if (!accounts.contains(domain.accountId())) {
        throw AccountRow.overtaken();
      }
      held.put(domain.name(), domain);
    }
    return held;
  }

  private static boolean isMeant(Domain domain, OptionalLong from, OptionalLong to) {
    return from.isEmpty() || from.getAsLong() == domain.accountId() || isAt(domain, to);
  }

  private static boolean isAt(Domain domain, OptionalLong to) {
    return to.isPresent() && to.getAsLong() == domain.accountId();
  }

  private int apply(Sql sql, List<Domain> meant, OptionalLong to, String actor) {
    List<DomainName> names = meant.stream().map(Domain::name).toList();
    int locked = locks.running(sql, names, clock.millis()).size();
    listener.left(sql, names);
    byHolder(meant)
        .forEach(
            (holder, theirs) -> {
              if (to.isPresent()) {
                domains.move(sql, holder, to.getAsLong(), theirs);
              } else {
                domains.remove(sql, holder, theirs);
              }
            });
    if (to.isEmpty()) {
      readings.forget(sql, names);
      locks.forget(sql, names);
    }
    audit.entries(sql, entries(meant, to, actor));
    return locked;
  }

  private static TreeMap<Long, List<String>> byHolder(List<Domain> meant) {
    return meant.stream()
        .collect(
            Collectors.groupingBy(
                Domain::accountId,
                TreeMap::new,
                Collectors.mapping(domain -> domain.name().ascii(), Collectors.toList())));
  }

  /** A move is told to both accounts. */
  private List<Audit.Entry> entries(List<Domain> meant, OptionalLong to, String actor) {
    long now = clock.millis();
    List<Audit.Entry> entries = new ArrayList<>();
    for (Domain domain : meant) {
      String name = domain.name().ascii();
      long from = domain.accountId();
      String id = "instance=" + domain.instanceId();
      if (to.isEmpty()) {
        entries.add(new Audit.Entry(now, from, actor, "domain.removed", name, id));
      } else {
        String accounts = " from=" + from + " to=" + to.getAsLong();
        entries.add(new Audit.Entry(now, from, actor, "domain.moved-out", name, id + accounts));
        entries.add(
            new Audit.Entry(now, to.getAsLong(), actor, "domain.moved-in", name, id + accounts));
      }
    }
    return entries;
  }

  /** One order for every transaction, and each name once. */
  private static List<DomainName> inOrder(Collection<DomainName> names) {
    TreeSet<String> sorted = new TreeSet<>();
    names.forEach(name -> sorted.add(name.ascii()));
    return sorted.stream().map(DomainName::new).toList();
  }

  private static HolderOutcome.Done plus(HolderOutcome.Done one, HolderOutcome.Done other) {
    List<HolderOutcome.Left> left = new ArrayList<>(one.left());
    left.addAll(other.left());
    return new HolderOutcome.Done(
        one.done() + other.done(),
        one.alreadyThere() + other.alreadyThere(),
        left,
        one.locked() + other.locked());
  }
}
