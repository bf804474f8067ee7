package dev.domicile.registry.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RFC 5733 section 3.2.1. */
final class ContactCreateCommand implements Command {

  private final Register register;
  private final Policy policy;
  private final InstantSource clock;

  ContactCreateCommand(Register register, Policy policy, InstantSource clock) {
    this.register = register;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public Answer run(Element create, String registrar) {
    return run(create, null, registrar);
  }

  Command extendedBy(@Nullable Element extension) {
    return (create, registrar) -> run(create, extension, registrar);
  }

  private Answer run(Element create, @Nullable Element extension, String registrar) {
    Form form = Form.of(create);
    String handle = Syntax.handle(form, "id");
    List<ContactCard.Postal> postal = postal(form);
    ContactCard.Phone voice = ContactForm.phone(form, form.maybe("voice"));
    ContactCard.Phone fax = ContactForm.phone(form, form.maybe("fax"));
    Element email = form.required("email");
    String address = email == null ? "" : ContactForm.email(form, email);
    Element authInfo = form.required("authInfo");
    String pw = authInfo == null ? "" : Syntax.authInfo(form, authInfo);
    String disclose = Disclose.read(form, form.maybe("disclose"));
    form.end();
    ContactCard.Document document = CnnicExtension.read(form, extension);
    if (policy.cnnic() && extension == null) {
      form.wrong(ResultCode.MISSING, "cnnic-contact:create");
    }
    Answer refusal = form.refusal();
    if (refusal != null) {
      return refusal;
    }
    ContactCard card = new ContactCard(postal, voice, fax, address, document);
    return register.alone(() -> create(handle, card, pw, disclose, registrar));
  }

  private Answer create(
      String asked, ContactCard card, String pw, @Nullable String disclose, String registrar) {
    String roid = register.nextRoid('C');
    // A number of its own, so that nothing a client chose is met.
    String handle = policy.serverHandles() ? "SB" + roid.substring(0, roid.indexOf('-')) : asked;
    if (register.contact(handle) != null) {
      return Answer.refused(ResultCode.EXISTS, "id");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    HeldContact made =
        new HeldContact(
            handle, roid, registrar, Set.of(), registrar, now, null, null, pw, disclose, card);
    return register.put(made, Answer.with(out -> write(out, made)));
  }

  private static List<ContactCard.Postal> postal(Form form) {
    List<ContactCard.Postal> postal = new ArrayList<>(2);
    for (Element each : form.all("postalInfo", 2)) {
      postal.add(ContactForm.postal(form, each));
    }
    if (postal.isEmpty()) {
      form.wrong(ResultCode.MISSING, "postalInfo");
    }
    if (postal.size() == 2 && postal.get(0).type().equals(postal.get(1).type())) {
      form.wrong(ResultCode.POLICY, "postalInfo: two of one type");
    }
    return postal;
  }

  private static void write(EppWriter out, HeldContact made) {
    out.start("contact:creData")
        .attribute("xmlns:contact", Element.CONTACT)
        .leaf("contact:id", made.handle())
        .time("contact:crDate", made.created())
        .end();
  }
}
