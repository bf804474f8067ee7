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
import dev.domicile.wire.DomainName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    List<DomainName> unknown = unknown(caller, names);
    if (unknown == null) {
      return null;
    }
    List<Look> looks = lookAt(unknown, names);
    database.run(sql -> looks.forEach(look -> save(sql, look)));
    for (Look look : looks) {
      if (look.outcome() instanceof Outcome.NotSent || look.outcome() instanceof Outcome.Unknown) {
        String told = names.told(List.of(look.name()));
        return Refusal.of(ErrorCode.NETWORK_IO_ERROR, told, told);
      }
    }
    List<DomainName> absent = looks.stream().filter(this::absent).map(Look::name).toList();
    return absent.isEmpty() ? null : SubmitByNewContact.notExist(names, absent);
  }

  private record Look(DomainName name, Registry registry, Outcome<DomainInfo> outcome) {}

  /** Held names without a fresh reading; null where a name is not held. */
  private @Nullable List<DomainName> unknown(Caller caller, BatchNames names) {
    return database.read(
        sql -> {
          Set<DomainName> held = domains.holdings(sql, caller.accountId(), names.given().keySet());
          if (held.size() < names.given().size()) {
            return null;
          }
          return names.given().keySet().stream()
              .filter(name -> readings.fresh(sql, name, clock.millis(), freshFor).isEmpty())
              .toList();
        });
  }

  private List<Look> lookAt(List<DomainName> unknown, BatchNames names) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Look>> started = new ArrayList<>();
      for (DomainName name : unknown) {
        Registry registry =
            java.util.Objects.requireNonNull(registries.get(names.registries().get(name)));
        started.add(
            threads.submit(
                () -> new Look(name, registry, registry.domainInfo(name, "V-" + ids.uuid()))));
      }
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

  private void save(dev.domicile.store.Sql sql, Look look) {
    if (look.outcome() instanceof Outcome.Ok<DomainInfo>(DomainInfo info)) {
      readings.save(sql, List.of(new Reading(info, clock.millis())));
    }
  }

  private boolean absent(Look look) {
    return switch (look.outcome()) {
      case Outcome.Ok<DomainInfo>(DomainInfo info) ->
          !info.sponsor().equalsIgnoreCase(look.registry().profile().registrarId());
      case Outcome.Refused<DomainInfo>(int code, String message) -> code == 2303 || code == 2201;
      case Outcome.Pending<DomainInfo> pending -> false;
      case Outcome.NotSent<DomainInfo> notSent -> false;
      case Outcome.Unknown<DomainInfo> unknown -> false;
    };
  }
}
