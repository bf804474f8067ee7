package dev.domicile.account;

import dev.domicile.wire.DomainName;
import java.util.Locale;

/**
 * What a call acts on, as RAM names it: one domain, or all of an account.
 *
 * @param relative {@code domain/} and a name in its one form, or {@code *}
 */
public record Resource(long accountId, String accountName, String relative) {

  static final String DOMAIN = "domain/";
  static final String ALL = "*";

  /** {@code acs:domain:*:ACCOUNT:domain/NAME} for the domain of that name in any spelling. */
  public static Resource domain(Caller caller, String name) {
    String form =
        DomainName.parse(name)
            .map(DomainName::ascii)
            .orElseGet(() -> name.strip().toLowerCase(Locale.ROOT));
    return new Resource(caller.accountId(), caller.accountName(), DOMAIN + form);
  }

  /** {@code acs:domain:*:ACCOUNT:*}. */
  public static Resource account(Caller caller) {
    return new Resource(caller.accountId(), caller.accountName(), ALL);
  }

  /** As a policy would have to name it. */
  public String text() {
    return "acs:domain:*:" + accountId + ":" + relative;
  }

  /** The same with the name as people read it; patterns may be written either way. */
  String unicode() {
    return relative.contains("xn--")
        ? DOMAIN + new DomainName(relative.substring(DOMAIN.length())).unicode()
        : relative;
  }
}
