package dev.domicile.change;

import dev.domicile.account.Caller;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Refusal;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.Reading;
import dev.domicile.portfolio.Readings;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Registry;
import dev.domicile.store.Database;
import dev.domicile.store.Ids;
import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Small batches may be looked at before they are accepted: a domain that its registry does not
 * know, or that another registrar sponsors, is then refused at once rather than failed later.
 */
public final class SubmitLook {

  private final Map<String, Registry> registries;
  private final Database database;
  private final Domains domains;
  private final Readings readings;
  private final Ids ids;
  private final InstantSource clock;
  private final Duration freshFor;
  private final int largest;

  /**
   * @param largest largest batch whose domains are read; 0 for none
   */
  public SubmitLook(
      Map<String, Registry> registries,
      Database database,
      Domains domains,
      Readings readings,
      Ids ids,
      InstantSource clock,
      Duration freshFor,
      int largest) {
    this.registries = Map.copyOf(registries);
    this.database = database;
    this.domains = domains;
    this.readings = readings;
    this.ids = ids;
    this.clock = clock;
    this.freshFor = freshFor;
    this.largest = largest;
  }

  /**
   * Why the batch is refused, or null. Names that are not held are left to the submission: it
   * refuses them all.
   */
  @Nullable Refusal refusal(Caller caller, BatchNames names) {
    if (names.given().size() > largest || !names.unserved().isEmpty()) {
      return null;
    }
    Map<DomainName, Optional<Reading>> unknown = unknown(caller, names);
    if (unknown == null) {
      return null;
    }
    List<Look> looks = lookAt(unknown, names);
    database.run(sql -> looks.forEach(look -> save(sql, look)));
    List<DomainName> unread = told(looks, Finding.UNREAD);
    if (!unread.isEmpty()) {
      return Refusal.of(ErrorCode.NETWORK_IO_ERROR, names.told(unread), names.told(unread));
    }
    List<DomainName> absent = told(looks, Finding.ABSENT);
    return absent.isEmpty() ? null : names.notExist(absent);
  }

  private enum Finding {
    OURS,
    /** Not known there, or another registrar's. */
    ABSENT,
    /** Nothing is known: there was no answer, or one that says nothing of the domain. */
    UNREAD
  }

  /**
   * @param before the reading that was stored when the look began
   */
  private record Look(
      DomainName name, Registry registry, Optional<Reading> before, Outcome<DomainInfo> outcome) {}

  /**
   * Held names that no fresh reading shows to be ours, each with the reading there is; null where a
   * name is not held. What a reading shows to be another's may have come back since.
   */
  private @Nullable Map<DomainName, Optional<Reading>> unknown(Caller caller, BatchNames names) {
    return database.read(
        sql -> {
          Set<DomainName> held = domains.holdings(sql, caller.accountId(), names.given().keySet());
          if (held.size() < names.given().size()) {
            return null;
          }
          Map<DomainName, Optional<Reading>> unknown = new LinkedHashMap<>();
          for (DomainName name : names.given().keySet()) {
            if (!registryOf(name, names).profile().changeRules().connected()) {
              continue;
            }
            Optional<Reading> fresh = readings.fresh(sql, name, clock.millis(), freshFor);
            if (fresh.filter(reading -> ours(reading.info(), registryOf(name, names))).isEmpty()) {
              unknown.put(name, readings.latest(sql, name));
            }
          }
          return unknown;
        });
  }

  private List<Look> lookAt(Map<DomainName, Optional<Reading>> unknown, BatchNames names) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Look>> started = new ArrayList<>();
      unknown.forEach(
          (name, before) -> {
            Registry registry = registryOf(name, names);
            started.add(
                threads.submit(
                    () ->
                        new Look(
                            name, registry, before, registry.domainInfo(name, "V-" + ids.uuid()))));
          });
      List<Look> looks = new ArrayList<>();
      for (Future<Look> look : started) {
        looks.add(look.get());
      }
      return looks;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a batch was looked at", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look at a domain broke", e.getCause());
    }
  }

  private void save(Sql sql, Look look) {
    if (look.outcome() instanceof Outcome.Ok<DomainInfo>(DomainInfo info)) {
      readings.saveLook(sql, look.before(), new Reading(info, clock.millis()));
    }
  }

  private static List<DomainName> told(List<Look> looks, Finding finding) {
    return looks.stream().filter(look -> finding(look) == finding).map(Look::name).toList();
  }

  private static Finding finding(Look look) {
    return switch (look.outcome()) {
      case Outcome.Ok<DomainInfo>(DomainInfo info) ->
          ours(info, look.registry()) ? Finding.OURS : Finding.ABSENT;
      case Outcome.Refused<DomainInfo>(int code, String message) ->
          code == 2303 || code == 2201 ? Finding.ABSENT : Finding.UNREAD;
      case Outcome.Pending<DomainInfo> pending -> Finding.UNREAD;
      case Outcome.NotSent<DomainInfo> notSent -> Finding.UNREAD;
      case Outcome.Unknown<DomainInfo> unknown -> Finding.UNREAD;
    };
  }

  private static boolean ours(DomainInfo info, Registry registry) {
    return info.sponsor().equalsIgnoreCase(registry.profile().registrarId());
  }

  private Registry registryOf(DomainName name, BatchNames names) {
    return Objects.requireNonNull(registries.get(names.registries().get(name)));
  }
}
