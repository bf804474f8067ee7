package dev.domicile.registry.sandbox;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How names, handles and authorization information are written in commands. */
final class Syntax {

  /** Statuses that a registrar may set and remove (RFC 5731 section 2.3). */
  static final Set<String> CLIENT_DOMAIN_STATUSES =
      Set.of(
          "clientDeleteProhibited",
          "clientHold",
          "clientRenewProhibited",
          "clientTransferProhibited",
          "clientUpdateProhibited");

  /** Statuses that a registrar may set and remove (RFC 5733 section 2.2). */
  static final Set<String> CLIENT_CONTACT_STATUSES =
      Set.of("clientDeleteProhibited", "clientTransferProhibited", "clientUpdateProhibited");

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")+");
  private static final int DOMAIN_LENGTH = 253;
  private static final Pattern HANDLE = Pattern.compile("[A-Z0-9_-]{3,16}");
  private static final int SECRET_LENGTH = 255;

  private Syntax() {}

  /** In lower case. */
  static String domainName(Form form) {
    return domainName(form, form.required("name"));
  }

  static String domainName(Form form, @Nullable Element element) {
    String name = element == null ? "" : element.token().toLowerCase(Locale.ROOT);
    if (element != null && (name.length() > DOMAIN_LENGTH || !DOMAIN.matcher(name).matches())) {
      form.wrong(ResultCode.VALUE_SYNTAX, "name: not a domain name");
    }
    return name;
  }

  /** In upper case: handles differ in more than case. */
  static String handle(Form form, String name) {
    return handle(form, form.required(name));
  }

  static String handle(Form form, @Nullable Element element) {
    String handle = element == null ? "" : element.token().toUpperCase(Locale.ROOT);
    if (element != null && !HANDLE.matcher(handle).matches()) {
      form.wrong(ResultCode.VALUE_SYNTAX, element.name() + ": 3 to 16 of A-Z, 0-9, - and _");
    }
    return handle;
  }

  /** The pw of an authInfo element; only passwords are known here. */
  static String authInfo(Form form, Element authInfo) {
    Form inner = form.within(authInfo);
    if (inner.maybe("ext") != null) {
      form.wrong(ResultCode.OPTION, "authInfo: only pw is known");
      return "";
    }
    String pw = inner.line("pw", 1, SECRET_LENGTH);
    inner.end();
    return pw;
  }

  /** A status to add or remove. */
  static String status(Form form, Element status, Set<String> settable) {
    String value = status.attribute("s");
    if (value == null) {
      form.wrong(ResultCode.MISSING, "status: s");
      return "";
    }
    if (!settable.contains(value)) {
      form.wrong(ResultCode.RANGE, "status: not one that a registrar sets");
    }
    return value;
  }
}
