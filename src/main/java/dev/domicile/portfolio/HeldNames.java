package dev.domicile.portfolio;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An account's names in memory with their dates, as of one version of the account's holdings: to
 * look through a million of them for a part of a name costs a database several times as much. Some
 * 60 bytes a name; it never changes.
 */
final class HeldNames {

  /** Stands between names, and in none. */
  private static final char END = '\n';

  /** Rows are numbered in the low bits of what is sorted; times have the high ones. */
  private static final int ROW_BITS = 22;

  private static final int TIME_BITS = 63 - ROW_BITS;

  /** Most names of one account that can be held: beyond, the database is looked through. */
  static final int MOST = 1 << ROW_BITS;

  /** Names of a page, and of how many. */
  record Hits(int total, List<String> names) {}

  private final long version;
  private final String text;
  private final int[] starts;
  private final DomainKind[] kinds;
  private final long[] registered;
  private final long[] expires;
  private final int[] byExpiration;

  private HeldNames(
      long version,
      String text,
      int[] starts,
      DomainKind[] kinds,
      long[] registered,
      long[] expires) {
    this.version = version;
    this.text = text;
    this.starts = starts;
    this.kinds = kinds;
    this.registered = registered;
    this.expires = expires;
    this.byExpiration = byExpiration();
  }

  /** Takes the names in the order of their registration, and of their own where that is one. */
  static final class Builder {

    private final StringBuilder text = new StringBuilder();
    private int[] starts = new int[1024];
    private DomainKind[] kinds = new DomainKind[1024];
    private long[] registered = new long[1024];
    private long[] expires = new long[1024];
    private int count;

    void add(String name, long registeredAt, long expiresAt) {
      if (count == registered.length) {
        int more = count * 2;
        starts = Arrays.copyOf(starts, more);
        kinds = Arrays.copyOf(kinds, more);
        registered = Arrays.copyOf(registered, more);
        expires = Arrays.copyOf(expires, more);
      }
      starts[count] = text.length();
      kinds[count] = DomainKind.of(name);
      registered[count] = registeredAt;
      expires[count] = expiresAt;
      text.append(name).append(END);
      count++;
    }

    HeldNames build(long version) {
      int[] ends = Arrays.copyOf(starts, count + 1);
      ends[count] = text.length();
      return new HeldNames(
          version,
          text.toString(),
          ends,
          Arrays.copyOf(kinds, count),
          Arrays.copyOf(registered, count),
          Arrays.copyOf(expires, count));
    }
  }

  long version() {
    return version;
  }

  int count() {
    return registered.length;
  }

  /** Of the names that the filter leaves, the page from {@code offset} on. */
  Hits find(DomainPage.Filter filter, DomainPage.Key key, boolean ascending, int offset, int size) {
    BitSet hits = filter.none() ? null : hits(filter);
    int total = hits == null ? count() : hits.cardinality();
    int wanted = Math.min(size, total - offset);
    if (wanted <= 0) {
      return new Hits(total, List.of());
    }
    int first = ascending ? offset : total - offset - wanted;
    List<String> names =
        hits == null ? names(key, first, wanted) : names(hits, key, first, wanted, total);
    return new Hits(total, ascending ? names : names.reversed());
  }

  private List<String> names(DomainPage.Key key, int first, int wanted) {
    return IntStream.range(first, first + wanted).mapToObj(at -> name(row(key, at))).toList();
  }

  /** From the nearer end: no page passes over more than half of the names. */
  private List<String> names(BitSet hits, DomainPage.Key key, int first, int wanted, int total) {
    String[] names = new String[wanted];
    if (first <= total - first - wanted) {
      int rank = 0;
      for (int at = 0; rank < first + wanted; at++) {
        int row = row(key, at);
        if (hits.get(row)) {
          if (rank >= first) {
            names[rank - first] = name(row);
          }
          rank++;
        }
      }
    } else {
      int rank = total;
      for (int at = count() - 1; rank > first; at--) {
        int row = row(key, at);
        if (hits.get(row)) {
          rank--;
          if (rank < first + wanted) {
            names[rank - first] = name(row);
          }
        }
      }
    }
    return List.of(names);
  }

  private int row(DomainPage.Key key, int at) {
    return switch (key) {
      case REGISTRATION -> at;
      case EXPIRATION -> byExpiration[at];
    };
  }

  private BitSet hits(DomainPage.Filter filter) {
    BitSet hits = new BitSet(count());
    String part =
        filter.nameContains() == null ? "" : filter.nameContains().toLowerCase(Locale.ROOT);
    if (part.indexOf(END) >= 0) {
      return hits;
    }
    if (part.isEmpty()) {
      for (int each = 0; each < count(); each++) {
        if (filter.takes(kinds[each], registered[each], expires[each])) {
          hits.set(each);
        }
      }
      return hits;
    }
    int row = 0;
    int at = text.indexOf(part);
    while (at >= 0 && row < count()) {
      row = rowAt(at, row);
      if (filter.takes(kinds[row], registered[row], expires[row])) {
        hits.set(row);
      }
      row++;
      at = text.indexOf(part, starts[row]);
    }
    return hits;
  }

  /** The row that the place is in, which is not before {@code from}. */
  private int rowAt(int place, int from) {
    int step = 1;
    int high = from;
    while (high < count() && starts[high + 1] <= place) {
      high = Math.min(count(), high + step);
      step *= 2;
    }
    if (high == from) {
      return from;
    }
    int found = Arrays.binarySearch(starts, from, Math.min(high, count()) + 1, place);
    return found >= 0 ? found : -found - 2;
  }

  private String name(int row) {
    return text.substring(starts[row], starts[row + 1] - 1);
  }

  /** Sorted as numbers, in units that leave room for the row; what is alike then, by itself. */
  private int[] byExpiration() {
    long first = Arrays.stream(expires).min().orElse(0);
    long range = Arrays.stream(expires).max().orElse(0) - first;
    long unit = 1 + (range >> TIME_BITS);
    long[] keys = new long[count()];
    for (int row = 0; row < keys.length; row++) {
      keys[row] = ((expires[row] - first) / unit) << ROW_BITS | row;
    }
    Arrays.sort(keys);
    int[] rows = new int[keys.length];
    int from = 0;
    for (int to = 1; to <= rows.length; to++) {
      rows[to - 1] = (int) (keys[to - 1] & (MOST - 1));
      if (to == rows.length || keys[to] >> ROW_BITS != keys[from] >> ROW_BITS) {
        sort(rows, from, to);
        from = to;
      }
    }
    return rows;
  }

  private void sort(int[] rows, int from, int to) {
    if (to - from > 1) {
      Comparator<Integer> order = Comparator.comparingLong(row -> expires[row]);
      int[] sorted =
          Arrays.stream(rows, from, to)
              .boxed()
              .sorted(order.thenComparing(this::name))
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(sorted, 0, rows, from, sorted.length);
    }
  }
}
