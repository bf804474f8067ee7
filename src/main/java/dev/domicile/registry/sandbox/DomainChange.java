package dev.domicile.registry.sandbox;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a domain:update asks for.
 *
 * @param registrant null to leave it, empty to remove it
 * @param authInfo null to leave it, empty to remove it
 */
record DomainChange(
    String name, Part add, Part rem, @Nullable String registrant, @Nullable String authInfo) {

  private static final int MOST_CONTACTS = 16;
  private static final int MOST_STATUSES = 11;

  static DomainChange of(Form form) {
    String name = Syntax.domainName(form);
    Part add = Part.of(form, form.maybe("add"));
    Part rem = Part.of(form, form.maybe("rem"));
    Element chg = form.maybe("chg");
    String registrant = null;
    String authInfo = null;
    if (chg != null) {
      Form change = form.within(chg);
      registrant = registrant(change);
      Element element = change.maybe("authInfo");
      authInfo = element == null ? null : newAuthInfo(form, element);
      change.end();
    }
    form.end();
    DomainChange change = new DomainChange(name, add, rem, registrant, authInfo);
    if (change.isEmpty()) {
      form.wrong(ResultCode.MISSING, "nothing to change");
    }
    return change;
  }

  private static @Nullable String registrant(Form change) {
    Element element = change.maybe("registrant");
    if (element == null) {
      return null;
    }
    return element.token().isEmpty() ? "" : Syntax.handle(change, element);
  }

  private static String newAuthInfo(Form form, Element authInfo) {
    if (form.within(authInfo).maybe("null") != null) {
      return "";
    }
    return Syntax.authInfo(form, authInfo);
  }

  private boolean isEmpty() {
    return add.isEmpty() && rem.isEmpty() && registrant == null && authInfo == null;
  }

  /** What stands in add or in rem, in the order given. */
  record Part(List<ContactLink> contacts, List<String> statuses) {

    static Part of(Form form, @Nullable Element element) {
      List<ContactLink> contacts = new ArrayList<>();
      List<String> statuses = new ArrayList<>();
      if (element != null) {
        Form part = form.within(element);
        if (part.maybe("ns") != null) {
          form.wrong(ResultCode.OPTION, "ns: name servers are not kept here");
        }
        for (Element each : part.all("contact", MOST_CONTACTS)) {
          contacts.add(ContactLink.of(form, each));
        }
        for (Element each : part.all("status", MOST_STATUSES)) {
          statuses.add(Syntax.status(form, each, Syntax.CLIENT_DOMAIN_STATUSES));
        }
        part.end();
      }
      return new Part(contacts, statuses);
    }

    boolean isEmpty() {
      return contacts.isEmpty() && statuses.isEmpty();
    }
  }
}
