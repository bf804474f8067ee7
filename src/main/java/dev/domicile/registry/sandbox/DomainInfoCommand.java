package dev.domicile.registry.sandbox;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** RFC 5731 section 3.1.2. */
final class DomainInfoCommand implements Command {

  private final Register register;
  private final Policy policy;

  DomainInfoCommand(Register register, Policy policy) {
    this.register = register;
    this.policy = policy;
  }

  @Override
  public Answer run(Element info, String registrar) {
    Form form = Form.of(info);
    String name = Syntax.domainName(form);
    Element authInfo = form.maybe("authInfo");
    String given = authInfo == null ? null : Syntax.authInfo(form, authInfo);
    form.end();
    Answer refusal = form.refusal();
    if (refusal != null) {
      return refusal;
    }
    HeldDomain held = register.domain(name);
    if (held == null) {
      return Answer.refused(ResultCode.NOT_THERE, "name");
    }
    if (given != null && !given.equals(held.authInfo())) {
      return Answer.of(ResultCode.AUTHORIZATION_INFORMATION);
    }
    boolean mayKnow = given != null || held.sponsor().equals(registrar);
    return Answer.with(out -> write(out, held, mayKnow ? held.authInfo() : null));
  }

  private void write(EppWriter out, HeldDomain held, @Nullable String authInfo) {
    out.start("domain:infData").attribute("xmlns:domain", Element.DOMAIN);
    out.leaf("domain:name", held.name()).leaf("domain:roid", held.roid());
    for (String status : new TreeSet<>(held.statuses())) {
      out.start("domain:status").attribute("s", status).end();
    }
    Policy.Contacts has = policy.contactsOf(held.name());
    out.maybe("domain:registrant", has.hasRegistrant() ? held.registrant() : null);
    for (String role : has.roles()) {
      String handle = held.contacts().get(role);
      if (handle != null) {
        out.start("domain:contact").attribute("type", role).text(handle).end();
      }
    }
    out.leaf("domain:clID", held.sponsor())
        .leaf("domain:crID", held.createdBy())
        .time("domain:crDate", held.created())
        .maybe("domain:upID", held.updatedBy())
        .time("domain:upDate", held.updated())
        .time("domain:exDate", held.expires());
    if (authInfo != null && !authInfo.isEmpty()) {
      out.start("domain:authInfo").leaf("domain:pw", authInfo).end();
    }
    out.end();
  }
}
