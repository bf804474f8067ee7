package dev.domicile.contact;

import dev.domicile.api.Refusal;
import dev.domicile.registry.RegistryProfile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether every registry of a batch can be sent a contact, before anything is stored.
 *
 * <p>A field that is always needed and missing is {@code Missing...}; all else is {@code
 * ParameterIllegal} naming each parameter and the reason.
 */
public final class ContactValidation {

  /** Needed by EPP itself: without them no contact:create is well-formed (RFC 5733 section 4). */
  private static final List<String> ALWAYS =
      List.of(
          ContactSubmission.NAME,
          ContactSubmission.CITY,
          ContactSubmission.COUNTRY,
          ContactSubmission.EMAIL);

  private ContactValidation() {}

  /** What became of a submission. */
  public sealed interface Verdict {

    record Accepted(Contact contact, List<Warning> warnings) implements Verdict {}

    record Refused(Refusal refusal) implements Verdict {}
  }

  /** Odd, and no reason to refuse. */
  public record Warning(String parameter, String en, String zh) {}

  public static Verdict validate(
      ContactSubmission submitted, Collection<RegistryProfile> registries) {
    RegistryDemands demands = new RegistryDemands(submitted, registries);
    Optional<String> missing = ALWAYS.stream().filter(demands::misses).findFirst();
    if (missing.isPresent()) {
      return new Verdict.Refused(Refusal.missing(missing.get()));
    }
    Findings findings = new Findings(parameter -> true);
    Contact contact = new ContactReading(submitted, findings).contact();
    demands.check(contact, findings);
    return findings
        .refusal()
        .<Verdict>map(Verdict.Refused::new)
        .orElseGet(() -> new Verdict.Accepted(contact, findings.warnings()));
  }

  /**
   * The normal form of what {@link #validate} has accepted, for whichever registries.
   *
   * @throws IllegalArgumentException if it has not
   */
  static Contact normal(ContactSubmission accepted) {
    Findings findings = new Findings(parameter -> true);
    Contact contact = new ContactReading(accepted, findings).contact();
    Optional<Refusal> refusal =
        ALWAYS.stream()
            .filter(accepted::lacksInEachScript)
            .findFirst()
            .map(Refusal::missing)
            .or(findings::refusal);
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(
          "a contact is validated before it is stored: " + refusal.get().en());
    }
    return contact;
  }

  /**
   * Why what is given cannot stay as it is; what is missing may still come. For contacts that are
   * kept for later.
   */
  static Optional<Refusal> refusalOfGiven(ContactSubmission given) {
    Findings findings = new Findings(parameter -> !given.lacks(parameter));
    new ContactReading(given, findings).contact();
    return findings.refusal();
  }
}
