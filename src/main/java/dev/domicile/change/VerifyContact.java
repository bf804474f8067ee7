package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.contact.ContactSubmission;
import java.util.Set;

/**
 * VerifyContactField: whether a submit would accept the contact, at the registry of {@code
 * DomainName} or, without one, at any that asks for no more than EPP itself. The domain need not be
 * held.
 */
public final class VerifyContact implements Operation {

  private static final Description DESCRIBED =
      Description.of("Checks a contact as a submit would, and changes nothing.")
          .with(
              Parameter.optional(
                  BatchNames.PARAMETER,
                  Parameter.Kind.TEXT,
                  "Checks also what this domain name's registry asks for."))
          .with(ContactSubmission.DESCRIBED)
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final SubmitDesk desk;

  public VerifyContact(SubmitDesk desk) {
    this.desk = desk;
  }

  @Override
  public String name() {
    return "VerifyContactField";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:QueryCommonInfo", false, false);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    BatchNames names = desk.oneOrNone(in);
    ContactSubmission contact = ContactSubmission.of(in);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    if (desk.unfit(contact, null, names) instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return names.unserved().isEmpty()
        ? Answer.ok(Tree.object())
        : Answer.refused(names.notExist(names.unserved()));
  }
}
