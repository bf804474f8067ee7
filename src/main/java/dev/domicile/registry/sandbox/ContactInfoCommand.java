package dev.domicile.registry.sandbox;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** RFC 5733 section 3.1.2. */
final class ContactInfoCommand implements Command {

  private final Register register;

  ContactInfoCommand(Register register) {
    this.register = register;
  }

  @Override
  public Answer run(Element info, String registrar) {
    Form form = Form.of(info);
    String handle = Syntax.handle(form, "id");
    Element authInfo = form.maybe("authInfo");
    String given = authInfo == null ? null : Syntax.authInfo(form, authInfo);
    form.end();
    Answer refusal = form.refusal();
    if (refusal != null) {
      return refusal;
    }
    HeldContact held = register.contact(handle);
    if (held == null) {
      return Answer.refused(ResultCode.NOT_THERE, "id");
    }
    if (given != null && !given.equals(held.authInfo())) {
      return Answer.of(ResultCode.AUTHORIZATION_INFORMATION);
    }
    // RFC 5733 section 3.1.2 leaves it to the registry what others see: here nothing.
    if (given == null && !held.sponsor().equals(registrar)) {
      return Answer.of(ResultCode.AUTHORIZATION);
    }
    Set<String> statuses = shown(held);
    return Answer.with(out -> write(out, held, statuses));
  }

  /** RFC 5733 section 2.2: ok stands alone or with linked. */
  private Set<String> shown(HeldContact held) {
    Set<String> shown = new TreeSet<>(held.statuses());
    if (shown.isEmpty()) {
      shown.add("ok");
    }
    if (register.isLinked(held.handle())) {
      shown.add("linked");
    }
    return shown;
  }

  private static void write(EppWriter out, HeldContact held, Set<String> statuses) {
    out.start("contact:infData").attribute("xmlns:contact", Element.CONTACT);
    out.leaf("contact:id", held.handle()).leaf("contact:roid", held.roid());
    for (String status : statuses) {
      out.start("contact:status").attribute("s", status).end();
    }
    held.card().postal().forEach(postal -> write(out, postal));
    write(out, "contact:voice", held.card().voice());
    write(out, "contact:fax", held.card().fax());
    out.leaf("contact:email", held.card().email())
        .leaf("contact:clID", held.sponsor())
        .leaf("contact:crID", held.createdBy())
        .time("contact:crDate", held.created())
        .maybe("contact:upID", held.updatedBy())
        .time("contact:upDate", held.updated());
    out.start("contact:authInfo").leaf("contact:pw", held.authInfo()).end();
    Disclose.write(out, held.disclose());
    out.end();
  }

  private static void write(EppWriter out, ContactCard.Postal postal) {
    out.start("contact:postalInfo").attribute("type", postal.type());
    out.leaf("contact:name", postal.name()).maybe("contact:org", postal.org());
    out.start("contact:addr");
    postal.streets().forEach(street -> out.leaf("contact:street", street));
    out.leaf("contact:city", postal.city())
        .maybe("contact:sp", postal.sp())
        .maybe("contact:pc", postal.pc())
        .leaf("contact:cc", postal.cc());
    out.end().end();
  }

  private static void write(EppWriter out, String name, ContactCard.@Nullable Phone phone) {
    if (phone == null) {
      return;
    }
    out.start(name);
    if (phone.extension() != null) {
      out.attribute("x", phone.extension());
    }
    out.text(phone.number()).end();
  }
}
