package dev.domicile.registry.sandbox;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RFC 5733 section 3.2.4. All of it is done or nothing. */
final class ContactUpdateCommand implements Command {

  private static final int MOST_STATUSES = 7;

  private final Register register;
  private final InstantSource clock;

  ContactUpdateCommand(Register register, InstantSource clock) {
    this.register = register;
    this.clock = clock;
  }

  @Override
  public Answer run(Element update, String registrar) {
    Form form = Form.of(update);
    String handle = Syntax.handle(form, "id");
    List<String> add = statuses(form, form.maybe("add"));
    List<String> rem = statuses(form, form.maybe("rem"));
    Element chg = form.maybe("chg");
    Change change = chg == null ? null : Change.of(form, chg);
    form.end();
    if (add.isEmpty() && rem.isEmpty() && chg == null) {
      form.wrong(ResultCode.MISSING, "nothing to change");
    }
    Answer refusal = form.refusal();
    return refusal != null
        ? refusal
        : register.alone(() -> update(form, handle, add, rem, change, registrar));
  }

  private static List<String> statuses(Form form, @Nullable Element part) {
    List<String> statuses = new ArrayList<>();
    if (part != null) {
      Form inner = form.within(part);
      for (Element each : inner.all("status", MOST_STATUSES)) {
        statuses.add(Syntax.status(form, each, Syntax.CLIENT_CONTACT_STATUSES));
      }
      inner.end();
    }
    return statuses;
  }

  private Answer update(
      Form form,
      String handle,
      List<String> add,
      List<String> rem,
      @Nullable Change change,
      String registrar) {
    HeldContact held = register.contact(handle);
    if (held == null) {
      return Answer.refused(ResultCode.NOT_THERE, "id");
    }
    if (!held.sponsor().equals(registrar)) {
      return Answer.of(ResultCode.AUTHORIZATION);
    }
    if (DomainUpdateCommand.isLocked(held.statuses(), rem)) {
      return Answer.of(ResultCode.STATUS);
    }
    Set<String> statuses = new HashSet<>(held.statuses());
    Answer refusal = DomainUpdateCommand.swapStatuses(statuses, rem, add);
    if (refusal != null) {
      return refusal;
    }
    ContactCard card = change == null ? held.card() : change.onto(form, held.card());
    refusal = form.refusal();
    if (refusal != null) {
      return refusal;
    }
    HeldContact changed =
        new HeldContact(
            handle,
            held.roid(),
            held.sponsor(),
            statuses,
            held.createdBy(),
            held.created(),
            registrar,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            change == null || change.authInfo == null ? held.authInfo() : change.authInfo,
            change == null || change.disclose == null ? held.disclose() : change.disclose,
            card);
    return register.put(changed, Answer.of(ResultCode.COMPLETED));
  }

  /** What stands in chg; an element that was given and is empty clears its field. */
  private record Change(
      List<ContactForm.PostalChange> postal,
      boolean voiceGiven,
      ContactCard.@Nullable Phone voice,
      boolean faxGiven,
      ContactCard.@Nullable Phone fax,
      @Nullable String email,
      @Nullable String authInfo,
      @Nullable String disclose) {

    static Change of(Form form, Element chg) {
      Form inner = form.within(chg);
      List<ContactForm.PostalChange> postal = new ArrayList<>(2);
      for (Element each : inner.all("postalInfo", 2)) {
        postal.add(ContactForm.postalChange(form, each));
      }
      Element voice = inner.maybe("voice");
      Element fax = inner.maybe("fax");
      Element email = inner.maybe("email");
      Element authInfo = inner.maybe("authInfo");
      Element disclose = inner.maybe("disclose");
      inner.end();
      if (chg.children().isEmpty()) {
        form.wrong(ResultCode.MISSING, "nothing to change");
      }
      return new Change(
          postal,
          voice != null,
          ContactForm.phone(form, voice),
          fax != null,
          ContactForm.phone(form, fax),
          email == null ? null : ContactForm.email(form, email),
          authInfo == null ? null : Syntax.authInfo(form, authInfo),
          Disclose.read(form, disclose));
    }

    ContactCard onto(Form form, ContactCard card) {
      List<ContactCard.Postal> addresses = new ArrayList<>(card.postal());
      postal.forEach(change -> ContactForm.change(form, addresses, change));
      return new ContactCard(
          addresses,
          voiceGiven ? voice : card.voice(),
          faxGiven ? fax : card.fax(),
          email == null ? card.email() : email,
          card.document());
    }
  }
}
