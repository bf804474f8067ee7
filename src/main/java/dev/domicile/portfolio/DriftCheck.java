package dev.domicile.portfolio;

import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what a registry shows of a domain with our own clID and with the last reading. */
record DriftCheck(String registrarId) {

  /** Of another registrar's domain nothing more is worth telling. */
  List<Drift.Finding> findings(@Nullable Reading before, DomainInfo seen) {
    if (!seen.sponsor().equalsIgnoreCase(registrarId)) {
      return List.of(new Drift.OtherSponsor(seen.sponsor()));
    }
    if (before == null) {
      return List.of();
    }
    List<Drift.Finding> findings = new ArrayList<>();
    statuses(findings, before.info().statuses(), seen.statuses());
    handles(findings, "registrant", registrant(before.info()), registrant(seen));
    for (Role role : Role.values()) {
      handles(
          findings,
          role.name().toLowerCase(Locale.ROOT),
          before.info().roles().getOrDefault(role, List.of()),
          seen.roles().getOrDefault(role, List.of()));
    }
    return findings;
  }

  private static void statuses(List<Drift.Finding> to, Set<String> before, Set<String> now) {
    TreeSet<String> added = new TreeSet<>(now);
    added.removeAll(before);
    added.remove("ok");
    TreeSet<String> removed = new TreeSet<>(before);
    removed.removeAll(now);
    removed.remove("ok");
    if (!added.isEmpty() || !removed.isEmpty()) {
      to.add(new Drift.Statuses(added, removed));
    }
  }

  private static void handles(
      List<Drift.Finding> to, String role, List<String> before, List<String> now) {
    if (!spelledAlike(before).equals(spelledAlike(now))) {
      to.add(new Drift.Handles(role, before, now));
    }
  }

  /** Registries write one handle in this case of letters and in that, and in any order. */
  private static Set<String> spelledAlike(List<String> handles) {
    return handles.stream()
        .map(handle -> handle.toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static List<String> registrant(DomainInfo info) {
    return info.registrant() == null ? List.of() : List.of(info.registrant());
  }
}
