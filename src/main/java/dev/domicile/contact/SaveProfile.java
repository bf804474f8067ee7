package dev.domicile.contact;

import dev.domicile.account.Caller;
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
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * SaveRegistrantProfile: without a RegistrantProfileId a new profile, with one a change of the
 * fields that are given; one sent without a value is emptied, the others stay. What is given must
 * be well-formed; what is missing is asked for when the profile is used, as that depends on the
 * registry.
 */
public final class SaveProfile implements Operation {

  static final String TYPE = "RegistrantProfileType";
  static final String DEFAULT = "DefaultRegistrantProfile";
  private static final String COMMON = "common";
  private static final Set<String> TYPES = Set.of(COMMON, "cnnic");

  private static final Description DESCRIBED =
      Description.of(
              "Keeps a contact as a profile, or changes fields of one, where a contact field sent"
                  + " without a value is emptied; work under way keeps the contact that it was"
                  + " submitted with.")
          .with(
              Parameter.optional(
                  Profiles.ID,
                  Parameter.Kind.INTEGER,
                  "The profile to change; without it a new one."))
          .with(
              Parameter.optional(
                  TYPE, Parameter.Kind.TEXT, "common or cnnic; of a new one common."))
          .with(
              Parameter.optional(
                  DEFAULT, Parameter.Kind.FLAG, "Whether it is the account's default profile."))
          .with(ContactSubmission.DESCRIBED)
          .refusing(
              ErrorCode.PARAMETER_ILLEGAL,
              ErrorCode.CONTACT_TEMPLATE_NOT_EXIST,
              ErrorCode.CONTACT_TEMPLATE_UPDATE_FAILED);

  private final Database database;
  private final Profiles profiles;

  public SaveProfile(Database database, Profiles profiles) {
    this.database = database;
    this.profiles = profiles;
  }

  @Override
  public String name() {
    return "SaveRegistrantProfile";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:RegistrantProfileOperation", false, true);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  /**
   * @param id empty for a new profile
   * @param type empty to leave it as it is
   * @param isDefault empty to leave it as it is
   * @param emptied the fields that a change takes away
   */
  private record Asked(
      Optional<Long> id,
      Optional<String> type,
      Optional<Boolean> isDefault,
      ContactSubmission contact,
      Set<String> emptied) {

    static Asked read(Parameters in) {
      return new Asked(
          in.number(Profiles.ID, 1, Long.MAX_VALUE),
          readType(in),
          in.flag(DEFAULT),
          ContactSubmission.of(in),
          ContactSubmission.emptied(in));
    }
  }

  @Override
  public Answer run(Call call) {
    Asked asked = Asked.read(call.parameters());
    if (call.parameters().refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return database.writeIf(
        answer -> answer instanceof Answer.Ok,
        sql -> asked.id().isPresent() ? change(sql, call, asked) : add(sql, call, asked));
  }

  private Answer add(Sql sql, Call call, Asked asked) {
    Optional<Refusal> flaws = ContactValidation.refusalOfGiven(asked.contact());
    if (flaws.isPresent()) {
      return Answer.refused(flaws.get());
    }
    OptionalLong id =
        profiles.add(sql, call.caller(), asked.type().orElse(COMMON), asked.contact());
    return id.isPresent()
        ? saved(sql, call.caller(), id.getAsLong(), asked)
        : Answer.refused(
            Refusal.of(
                ErrorCode.CONTACT_TEMPLATE_UPDATE_FAILED,
                "An account has at most " + Profiles.MOST + " profiles.",
                "每个账号最多" + Profiles.MOST + "个信息模板。"));
  }

  private Answer change(Sql sql, Call call, Asked asked) {
    long id = asked.id().orElseThrow();
    Optional<Profile> found = profiles.find(sql, call.caller().accountId(), id);
    if (found.isEmpty()) {
      return Answer.refused(Profiles.notExist());
    }
    Profile before = found.get();
    ContactSubmission contact = before.contact().with(asked.contact(), asked.emptied());
    Optional<Refusal> flaws = ContactValidation.refusalOfGiven(contact);
    if (flaws.isPresent()) {
      return Answer.refused(flaws.get());
    }
    profiles.change(sql, call.caller(), id, asked.type().orElse(before.type()), contact);
    return saved(sql, call.caller(), id, asked);
  }

  private Answer saved(Sql sql, Caller caller, long id, Asked asked) {
    asked.isDefault().ifPresent(isDefault -> profiles.setDefault(sql, caller, id, isDefault));
    return Answer.ok(Tree.object().put(Profiles.ID, id));
  }

  static Optional<String> readType(Parameters in) {
    Optional<String> type = in.text(TYPE);
    if (type.isPresent() && !TYPES.contains(type.get())) {
      in.refuse(Refusal.illegal(TYPE + ": it is common or cnnic.", TYPE + "：取值为common或cnnic。"));
    }
    return type;
  }
}
