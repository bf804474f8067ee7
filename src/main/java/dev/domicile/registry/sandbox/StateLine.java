package dev.domicile.registry.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the state file. One instance reads one file: it makes equal short values the same
 * object, which keeps 100,000 domains small.
 */
final class StateLine {

  private static final int CONTACT_FIELDS = 16;
  private static final int POSTAL_FIELDS = 10;
  private static final int DOCUMENT_FIELDS = 3;

  private final Map<String, String> words = new HashMap<>();
  private final Map<String, Map<String, String>> roles = new HashMap<>();
  private final Map<String, Set<String>> statuses = new HashMap<>();

  static String of(HeldDomain domain) {
    StringBuilder contacts = new StringBuilder();
    for (String role : HeldDomain.ROLES) {
      String handle = domain.contacts().get(role);
      if (handle != null) {
        contacts.append(contacts.isEmpty() ? "" : " ").append(role).append('=').append(handle);
      }
    }
    return line(
        "D",
        domain.name(),
        domain.roid(),
        domain.sponsor(),
        domain.registrant(),
        contacts.toString(),
        sorted(domain.statuses()),
        domain.createdBy(),
        millis(domain.created()),
        domain.updatedBy(),
        millis(domain.updated()),
        millis(domain.expires()),
        Long.toString(domain.updates()),
        domain.authInfo());
  }

  static String of(HeldContact contact) {
    ContactCard card = contact.card();
    List<@Nullable String> fields = new ArrayList<>();
    fields.add("C");
    fields.add(contact.handle());
    fields.add(contact.roid());
    fields.add(contact.sponsor());
    fields.add(sorted(contact.statuses()));
    fields.add(contact.createdBy());
    fields.add(millis(contact.created()));
    fields.add(contact.updatedBy());
    fields.add(millis(contact.updated()));
    fields.add(contact.authInfo());
    fields.add(card.voice() == null ? null : card.voice().number());
    fields.add(card.voice() == null ? null : card.voice().extension());
    fields.add(card.fax() == null ? null : card.fax().number());
    fields.add(card.fax() == null ? null : card.fax().extension());
    fields.add(card.email());
    fields.add(contact.disclose());
    for (ContactCard.Postal postal : card.postal()) {
      fields.add(postal.type());
      fields.add(postal.name());
      fields.add(postal.org());
      for (int i = 0; i < 3; i++) {
        fields.add(i < postal.streets().size() ? postal.streets().get(i) : null);
      }
      fields.add(postal.city());
      fields.add(postal.sp());
      fields.add(postal.pc());
      fields.add(postal.cc());
    }
    if (card.document() instanceof ContactCard.Document document) {
      fields.addAll(List.of(document.holder(), document.type(), document.number()));
    }
    return line(fields.toArray(String[]::new));
  }

  static String deleted(String handle) {
    return line("X", handle);
  }

  static String used(String clTrid) {
    return line("T", clTrid);
  }

  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>(16);
    for (String raw : line.split("\t", -1)) {
      fields.add(raw.indexOf('\\') < 0 ? raw : unescape(raw));
    }
    return fields;
  }

  HeldDomain domain(List<String> f) {
    return new HeldDomain(
        f.get(1),
        f.get(2),
        word(f.get(3)),
        f.get(4).isEmpty() ? null : word(f.get(4)),
        roles.computeIfAbsent(f.get(5), this::roles),
        statuses.computeIfAbsent(f.get(6), StateLine::set),
        word(f.get(7)),
        Instant.ofEpochMilli(Long.parseLong(f.get(8))),
        f.get(9).isEmpty() ? null : word(f.get(9)),
        instant(f.get(10)),
        Instant.ofEpochMilli(Long.parseLong(f.get(11))),
        Long.parseLong(f.get(12)),
        f.get(13));
  }

  HeldContact contact(List<String> f) {
    List<ContactCard.Postal> postal = new ArrayList<>(2);
    int end = f.size() - (f.size() - CONTACT_FIELDS) % POSTAL_FIELDS;
    for (int i = CONTACT_FIELDS; i < end; i += POSTAL_FIELDS) {
      postal.add(
          new ContactCard.Postal(
              f.get(i),
              f.get(i + 1),
              present(f.get(i + 2)),
              f.subList(i + 3, i + 6).stream().filter(s -> !s.isEmpty()).toList(),
              f.get(i + 6),
              present(f.get(i + 7)),
              present(f.get(i + 8)),
              f.get(i + 9)));
    }
    return new HeldContact(
        f.get(1),
        f.get(2),
        word(f.get(3)),
        statuses.computeIfAbsent(f.get(4), StateLine::set),
        word(f.get(5)),
        Instant.ofEpochMilli(Long.parseLong(f.get(6))),
        f.get(7).isEmpty() ? null : word(f.get(7)),
        instant(f.get(8)),
        f.get(9),
        present(f.get(15)),
        new ContactCard(
            postal,
            phone(f.get(10), f.get(11)),
            phone(f.get(12), f.get(13)),
            f.get(14),
            document(f, end)));
  }

  /** Behind all addresses, where there is one. */
  private static ContactCard.@Nullable Document document(List<String> f, int end) {
    return f.size() == end + DOCUMENT_FIELDS
        ? new ContactCard.Document(f.get(end), f.get(end + 1), f.get(end + 2))
        : null;
  }

  private String word(String text) {
    return words.computeIfAbsent(text, t -> t);
  }

  private Map<String, String> roles(String text) {
    Map<String, String> roles = new HashMap<>();
    for (String pair : set(text)) {
      int equals = pair.indexOf('=');
      roles.put(word(pair.substring(0, equals)), word(pair.substring(equals + 1)));
    }
    return Map.copyOf(roles);
  }

  private static Set<String> set(String text) {
    return text.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(text.split(" ")));
  }

  private static String sorted(Collection<String> words) {
    return String.join(" ", new TreeSet<>(words));
  }

  private static ContactCard.@Nullable Phone phone(String number, String extension) {
    return number.isEmpty() ? null : new ContactCard.Phone(number, present(extension));
  }

  private static @Nullable String present(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant instant(String text) {
    return text.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(text));
  }

  private static String millis(@Nullable Instant time) {
    return time == null ? "" : Long.toString(time.toEpochMilli());
  }

  static String line(@Nullable String... fields) {
    StringBuilder out = new StringBuilder(256);
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        out.append('\t');
      }
      String field = fields[i];
      if (field != null) {
        escape(field, out);
      }
    }
    return out.append('\n').toString();
  }

  private static void escape(String field, StringBuilder out) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
  }

  private static String unescape(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && i + 1 < raw.length()) {
        c =
            switch (raw.charAt(++i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> raw.charAt(i);
            };
      }
      out.append(c);
    }
    return out.toString();
  }
}
