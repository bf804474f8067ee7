package dev.domicile.registry.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RFC 5731 section 3.2.1, without name servers. */
final class DomainCreateCommand implements Command {

  private static final Pattern PERIOD = Pattern.compile("[1-9][0-9]?");
  private static final int MOST_YEARS = 10;

  private final Register register;
  private final Policy policy;
  private final InstantSource clock;

  DomainCreateCommand(Register register, Policy policy, InstantSource clock) {
    this.register = register;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public Answer run(Element create, String registrar) {
    Form form = Form.of(create);
    String name = Syntax.domainName(form);
    int years = years(form, form.maybe("period"));
    if (form.maybe("ns") != null) {
      form.wrong(ResultCode.OPTION, "ns: name servers are not kept here");
    }
    Element registrantElement = form.maybe("registrant");
    String registrant = registrantElement == null ? null : Syntax.handle(form, registrantElement);
    Map<String, String> contacts = contacts(form);
    Element authInfo = form.required("authInfo");
    String pw = authInfo == null ? "" : Syntax.authInfo(form, authInfo);
    form.end();
    Answer refusal = form.refusal();
    return refusal != null
        ? refusal
        : register.alone(() -> create(name, years, registrant, contacts, pw, registrar));
  }

  private Answer create(
      String name,
      int years,
      @Nullable String registrant,
      Map<String, String> contacts,
      String pw,
      String registrar) {
    if (register.domain(name) != null) {
      return Answer.refused(ResultCode.EXISTS, "name");
    }
    Policy.Contacts has = policy.contactsOf(name);
    if (registrant != null && !has.hasRegistrant() || !has.roles().containsAll(contacts.keySet())) {
      return Answer.refused(ResultCode.POLICY, "contact: a role that is not held here");
    }
    if (registrant != null && register.contact(registrant) == null) {
      return Answer.refused(ResultCode.NOT_THERE, "registrant");
    }
    for (Map.Entry<String, String> contact : contacts.entrySet()) {
      if (register.contact(contact.getValue()) == null) {
        return Answer.refused(ResultCode.NOT_THERE, "contact: " + contact.getKey());
      }
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant expires = now.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    HeldDomain made =
        new HeldDomain(
            name,
            register.nextRoid('D'),
            registrar,
            registrant,
            contacts,
            Set.of(),
            registrar,
            now,
            null,
            null,
            expires,
            0,
            pw);
    return register.put(made, Answer.with(out -> write(out, made)));
  }

  private static int years(Form form, @Nullable Element period) {
    if (period == null) {
      return 1;
    }
    String number = form.matching("period", period.token(), PERIOD);
    String unit = period.attribute("unit");
    if (unit == null) {
      form.wrong(ResultCode.MISSING, "period: unit");
    } else if (!unit.equals("y")) {
      form.wrong(ResultCode.RANGE, "period: unit y");
    }
    if (form.refusal() != null) {
      return 1;
    }
    int years = Integer.parseInt(number);
    if (years > MOST_YEARS) {
      form.wrong(ResultCode.RANGE, "period: 1 to " + MOST_YEARS + " years");
    }
    return years;
  }

  private static Map<String, String> contacts(Form form) {
    Map<String, String> contacts = new HashMap<>();
    for (Element each : form.all("contact", 16)) {
      ContactLink link = ContactLink.of(form, each);
      if (contacts.put(link.role(), link.handle()) != null) {
        form.wrong(ResultCode.POLICY, "contact: one per role");
      }
    }
    return contacts;
  }

  private static void write(EppWriter out, HeldDomain made) {
    out.start("domain:creData")
        .attribute("xmlns:domain", Element.DOMAIN)
        .leaf("domain:name", made.name())
        .time("domain:crDate", made.created())
        .time("domain:exDate", made.expires())
        .end();
  }
}
