package dev.domicile.contact;

import dev.domicile.wire.DomainName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that any mail server and registry takes: a dot-atom or a simple quoted string,
 * {@code @}, and a domain name of two labels or more (RFC 5321 section 4.1.2). No comments, no
 * blanks, no address literals, no letters outside ASCII before the {@code @}.
 */
final class EmailAddress {

  /** RFC 5321 section 4.5.3.1.1, in octets. */
  private static final int LONGEST_LOCAL = 64;

  /** A path of 256 octets (RFC 5321 section 4.5.3.1.3) less its brackets. */
  private static final int LONGEST = 254;

  private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";

  private EmailAddress() {}

  /**
   * The address with its domain as lower-case A-labels; null, with the flaw told, if it is none.
   */
  static @Nullable String read(String parameter, String raw, Findings findings) {
    String text = FreeText.normal(raw);
    int at = text.lastIndexOf('@');
    if (at <= 0 || at == text.length() - 1) {
      findings.flaw(parameter, "an address has the form name@example.com", "格式应为name@example.com");
      return null;
    }
    String local = text.substring(0, at);
    if (FreeText.nonAsciiAt(local) > 0) {
      findings.flaw(parameter, "before the @ only ASCII characters are possible", "@之前只能使用ASCII字符");
      return null;
    }
    if (local.length() > LONGEST_LOCAL) {
      findings.flaw(
          parameter,
          "before the @ at most " + LONGEST_LOCAL + " characters are possible",
          "@之前最多" + LONGEST_LOCAL + "个字符");
      return null;
    }
    if (!dotAtom(local) && !quoted(local)) {
      findings.flaw(parameter, "the part before the @ is not a mailbox name", "@之前的部分不是有效的邮箱名");
      return null;
    }
    return withDomain(parameter, local, text.substring(at + 1), findings);
  }

  private static @Nullable String withDomain(
      String parameter, String local, String domain, Findings findings) {
    Optional<DomainName> name = domain.endsWith(".") ? Optional.empty() : DomainName.parse(domain);
    if (name.isEmpty()) {
      findings.flaw(parameter, "the part after the @ is not a domain name", "@之后的部分不是有效的域名");
      return null;
    }
    String address = local + "@" + name.get().ascii();
    if (address.length() > LONGEST) {
      findings.flaw(
          parameter, "at most " + LONGEST + " characters are possible", "最多" + LONGEST + "个字符");
      return null;
    }
    return address;
  }

  private static boolean dotAtom(String local) {
    char before = '.';
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c == '.' ? before == '.' : !atext(c)) {
        return false;
      }
      before = c;
    }
    return before != '.';
  }

  private static boolean atext(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || ATEXT.indexOf(c) >= 0;
  }

  /** Without blanks and backslashes: those are where implementations part. */
  private static boolean quoted(String local) {
    int last = local.length() - 1;
    if (last < 2 || local.charAt(0) != '"' || local.charAt(last) != '"') {
      return false;
    }
    return local
        .substring(1, last)
        .chars()
        .allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
  }
}
