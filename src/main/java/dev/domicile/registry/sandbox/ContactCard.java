package dev.domicile.registry.sandbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a contact says: two contacts are doubles exactly if their cards are equal.
 *
 * @param postal one or two, each of another type
 * @param document what cnnic-contact-1.0 said, null where nothing
 */
public record ContactCard(
    List<Postal> postal,
    @Nullable Phone voice,
    @Nullable Phone fax,
    String email,
    @Nullable Document document) {

  public ContactCard {
    postal = List.copyOf(postal);
  }

  /** Without a document. */
  public ContactCard(
      List<Postal> postal, @Nullable Phone voice, @Nullable Phone fax, String email) {
    this(postal, voice, fax, email, null);
  }

  /**
   * @param type {@code int} or {@code loc}
   */
  public Optional<Postal> postal(String type) {
    return postal.stream().filter(p -> p.type().equals(type)).findFirst();
  }

  /** Nothing of it: this is personal data. */
  @Override
  public String toString() {
    return "ContactCard";
  }

  /**
   * Of cnnic-contact-1.0.
   *
   * @param holder {@code I} for a person, {@code E} for an enterprise
   */
  public record Document(String holder, String type, String number) {

    /** Nothing of it: this is personal data. */
    @Override
    public String toString() {
      return "Document[" + type + "]";
    }
  }

  /**
   * An address (RFC 5733 section 2.4).
   *
   * @param type {@code int} (7-bit ASCII) or {@code loc}
   * @param streets up to 3 lines
   */
  public record Postal(
      String type,
      String name,
      @Nullable String org,
      List<String> streets,
      String city,
      @Nullable String sp,
      @Nullable String pc,
      String cc) {

    public Postal {
      streets = List.copyOf(streets);
    }

    /** Nothing of it: this is personal data. */
    @Override
    public String toString() {
      return "Postal[" + type + "]";
    }
  }

  /**
   * A telephone number (RFC 5733 section 2.5).
   *
   * @param number {@code +CC.N}
   */
  public record Phone(String number, @Nullable String extension) {

    /** Nothing of it: this is personal data. */
    @Override
    public String toString() {
      return "Phone";
    }
  }
}
