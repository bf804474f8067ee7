package dev.domicile.portfolio;

import dev.domicile.store.Sql;
import dev.domicile.wire.DomainName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the lines of a file against the portfolio and each other, and merges them to rows. */
final class ImportCheck {

  /** What the portfolio holds of one portion of lines. */
  private record Held(Map<DomainName, Domain> byName, Map<String, DomainName> byInstanceId) {}

  private final Domains domains;
  private final long accountId;
  private final ImportDomains.Mode mode;
  private final Map<String, ImportRow> rows = new HashMap<>();
  private final Map<String, ImportRow> rowsByInstanceId = new HashMap<>();
  private long repeats;

  ImportCheck(Domains domains, long accountId, ImportDomains.Mode mode) {
    this.domains = domains;
    this.accountId = accountId;
    this.mode = mode;
  }

  /** Tells the listener of bad lines, and returns how many there were. */
  int portion(Sql sql, List<ImportLine> lines, ImportListener listener) {
    Held held = held(sql, lines);
    int bad = 0;
    for (ImportLine line : lines) {
      String reason =
          switch (line) {
            case ImportLine.Bad known -> known.reason();
            case ImportLine.Good good -> take(good, held);
          };
      if (reason != null) {
        listener.badLine(line.number(), reason);
        bad++;
      }
    }
    return bad;
  }

  Collection<ImportRow> rows() {
    return rows.values();
  }

  long repeats() {
    return repeats;
  }

  private @Nullable String take(ImportLine.Good line, Held held) {
    Domain domain = held.byName.get(line.name());
    String reason = againstHeld(line, domain, held);
    return reason == null ? merge(line, domain) : reason;
  }

  private @Nullable String againstHeld(ImportLine.Good line, @Nullable Domain domain, Held held) {
    if (domain != null && domain.accountId() != accountId) {
      return line.name() + " is held by another account";
    }
    String instanceId = line.instanceId();
    if (instanceId == null) {
      return null;
    }
    if (domain != null && !domain.instanceId().equals(instanceId)) {
      return line.name() + " has the InstanceId " + domain.instanceId() + ", which never changes";
    }
    DomainName holder = held.byInstanceId.get(instanceId);
    if (holder != null && !holder.equals(line.name())) {
      return "InstanceId " + instanceId + " belongs to another domain";
    }
    ImportRow other = rowsByInstanceId.get(instanceId);
    if (other != null && !other.name.equals(line.name().ascii())) {
      return "InstanceId " + instanceId + " stands at line " + other.line + " for another domain";
    }
    return null;
  }

  private @Nullable String merge(ImportLine.Good line, @Nullable Domain domain) {
    ImportRow row = rows.get(line.name().ascii());
    if (row != null) {
      String column = row.merge(line);
      if (column != null) {
        return line.name() + " stands at line " + row.line + " with another " + column;
      }
      repeats++;
    } else {
      row = domain == null ? new ImportRow(line) : new ImportRow(line, domain, mode);
      rows.put(row.name, row);
    }
    if (row.instanceId != null) {
      rowsByInstanceId.put(row.instanceId, row);
    }
    return null;
  }

  private Held held(Sql sql, List<ImportLine> lines) {
    Set<DomainName> names = new HashSet<>();
    Set<String> instanceIds = new HashSet<>();
    for (ImportLine line : lines) {
      if (line instanceof ImportLine.Good good) {
        names.add(good.name());
        if (good.instanceId() != null) {
          instanceIds.add(good.instanceId());
        }
      }
    }
    Map<DomainName, Domain> byName = new HashMap<>();
    domains.find(sql, names).forEach(domain -> byName.put(domain.name(), domain));
    Map<String, DomainName> byInstanceId = new HashMap<>();
    domains
        .findByInstanceId(sql, List.copyOf(instanceIds))
        .forEach(domain -> byInstanceId.put(domain.instanceId(), domain.name()));
    return new Held(byName, byInstanceId);
  }
}
