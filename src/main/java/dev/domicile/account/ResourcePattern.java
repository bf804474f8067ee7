package dev.domicile.account;

import dev.domicile.wire.DomainName;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One Resource of a policy: {@code *}, or {@code acs:SERVICE:REGION:ACCOUNT:RELATIVE}.
 *
 * @param account null for the account whose key it is
 */
record ResourcePattern(Glob service, @Nullable Glob account, Glob relative) {

  /** In bytes of the text; a domain name has up to 253. */
  private static final int LONGEST = 512;

  /** As the documentation's tables write the place of one's own account. */
  private static final Set<String> OWN = Set.of("", "*", "$accountid", "{#accountId}");

  static final ResourcePattern EVERYTHING = of(new Glob("*"), new Glob("*"));

  /** Why a text is none, for people; empty where it is one. */
  static Optional<String> fault(String text) {
    String[] parts = text.split(":", 5);
    if (text.length() > LONGEST) {
      return Optional.of("has more than " + LONGEST + " characters");
    }
    if (text.equals("*")) {
      return Optional.empty();
    }
    if (parts.length < 5 || !parts[0].equals("acs")) {
      return Optional.of("is neither * nor acs:domain:*:ACCOUNT:RELATIVE");
    }
    if (!parts[2].isEmpty() && !parts[2].equals("*")) {
      return Optional.of("names a region, and domains have none; write * there");
    }
    boolean exact = parts[4].startsWith(Resource.DOMAIN) && !Glob.isWild(parts[4]);
    return exact && DomainName.parse(parts[4].substring(Resource.DOMAIN.length())).isEmpty()
        ? Optional.of("names no domain")
        : Optional.empty();
  }

  /**
   * @param text without a fault
   */
  static ResourcePattern parse(String text) {
    if (text.equals("*")) {
      return EVERYTHING;
    }
    String[] parts = text.split(":", 5);
    Glob service = new Glob(parts[1]);
    Glob relative = new Glob(relative(parts[4]));
    return OWN.contains(parts[3])
        ? of(service, relative)
        : new ResourcePattern(service, new Glob(parts[3]), relative);
  }

  boolean isWild() {
    return Glob.isWild(relative.pattern());
  }

  boolean matches(Resource resource) {
    return isOf(resource)
        && (relative.matches(resource.relative()) || relative.matches(resource.unicode()));
  }

  /** Service and account alone. */
  boolean isOf(Resource resource) {
    return service.matches("domain")
        && (account == null
            || account.matches(Long.toString(resource.accountId()))
            || account.matches(resource.accountName()));
  }

  private static ResourcePattern of(Glob service, Glob relative) {
    return new ResourcePattern(service, null, relative);
  }

  /** A name without wildcards in its one form, else in the case that names are compared in. */
  private static String relative(String text) {
    if (text.startsWith(Resource.DOMAIN) && !Glob.isWild(text)) {
      String name = text.substring(Resource.DOMAIN.length());
      return Resource.DOMAIN + DomainName.parse(name).orElseThrow().ascii();
    }
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return folded.endsWith(".") ? folded.substring(0, folded.length() - 1) : folded;
  }
}
