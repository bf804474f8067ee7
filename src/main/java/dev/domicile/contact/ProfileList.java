package dev.domicile.contact;

import static dev.domicile.contact.ContactSubmission.CHINESE;
import static dev.domicile.contact.ContactSubmission.EMAIL;
import static dev.domicile.contact.ContactSubmission.ORGANIZATION;
import static dev.domicile.contact.ContactSubmission.REGISTRANT_TYPE;

import dev.domicile.api.Answer;
import dev.domicile.api.ApiTime;
import dev.domicile.api.Call;
import dev.domicile.api.Description;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Paging;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.store.Database;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * QueryRegistrantProfiles: the account's profiles, the oldest first. A filter that is not given
 * passes all, whatever default the documentation names; texts are compared whole, without regard to
 * case. Contents are sealed, so each of the few profiles is opened and looked at.
 */
public final class ProfileList implements Operation {

  /** Largest PageSize, as the API documents; 0 stands for it, and holds every profile. */
  private static final int LARGEST_PAGE = 5000;

  private static final String REAL_NAME_STATUS = "RealNameStatus";
  private static final Set<String> REAL_NAME_STATUSES =
      Set.of("NONAUDIT", "AUDITING", "SUCCEED", "FAILED");

  /** Nobody's name is verified here, and no remark kept. */
  private static final String NOT_VERIFIED = "NONAUDIT";

  private static final String REMARK = "Remark";

  private static final List<String> TEXTS = List.of(ORGANIZATION, CHINESE + ORGANIZATION, EMAIL);

  private static final Description DESCRIBED =
      Description.of("The account's profiles by page, the oldest first.")
          .with(optional(Profiles.ID, Parameter.Kind.INTEGER, "Only this profile."))
          .with(optional(SaveProfile.TYPE, Parameter.Kind.TEXT, "common or cnnic."))
          .with(
              optional(SaveProfile.DEFAULT, Parameter.Kind.FLAG, "Only the default, or the rest."))
          .with(
              optional(REGISTRANT_TYPE, Parameter.Kind.TEXT, "1 for persons, 2 for organizations."))
          .with(optional(ORGANIZATION, Parameter.Kind.TEXT, "The whole field, in any case."))
          .with(optional(CHINESE + ORGANIZATION, Parameter.Kind.TEXT, "The whole field."))
          .with(optional(EMAIL, Parameter.Kind.TEXT, "The whole field, in any case."))
          .with(
              optional(
                  REAL_NAME_STATUS,
                  Parameter.Kind.TEXT,
                  "NONAUDIT, AUDITING, SUCCEED or FAILED; every profile is NONAUDIT here."))
          .with(optional(REMARK, Parameter.Kind.TEXT, "No remarks are kept here."))
          .with(optional("PageNum", Parameter.Kind.INTEGER, "The page; 0 or absent: the first."))
          .with(
              optional(
                  "PageSize",
                  Parameter.Kind.INTEGER,
                  "Rows of a page, up to " + LARGEST_PAGE + "; 0 or absent: as many."))
          .refusing(ErrorCode.PARAMETER_ILLEGAL);

  private final Database database;
  private final Profiles profiles;
  private final ApiTime time;

  public ProfileList(Database database, Profiles profiles, ApiTime time) {
    this.database = database;
    this.profiles = profiles;
    this.time = time;
  }

  private static Parameter optional(String name, Parameter.Kind kind, String about) {
    return Parameter.optional(name, kind, about);
  }

  @Override
  public String name() {
    return "QueryRegistrantProfiles";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:QueryRegistrantProfile", false, false);
  }

  @Override
  public Description describe() {
    return DESCRIBED;
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    Predicate<Profile> wanted = filter(in);
    Paging paging = Paging.optional(in, LARGEST_PAGE);
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    List<Profile> found =
        database.read(sql -> profiles.all(sql, call.caller().accountId())).stream()
            .filter(wanted)
            .toList();
    List<Tree.Obj> rows =
        paging.of(found).stream().map(profile -> row(profile, call.version())).toList();
    return Answer.ok(
        paging
            .envelope(found.size())
            .put("RegistrantProfiles", Tree.object().put("RegistrantProfile", Tree.rows(rows))));
  }

  private static Predicate<Profile> filter(Parameters in) {
    Optional<Long> id = in.number(Profiles.ID, 1, Long.MAX_VALUE);
    Optional<String> type = SaveProfile.readType(in);
    Optional<Boolean> isDefault = in.flag(SaveProfile.DEFAULT);
    Optional<Integer> registrantType = in.integer(REGISTRANT_TYPE, 1, 2);
    boolean any = realNameStatusIsOurs(in) && in.text(REMARK).isEmpty();
    Predicate<Profile> filter =
        profile ->
            any
                && id.stream().allMatch(asked -> asked == profile.id())
                && type.stream().allMatch(profile.type()::equals)
                && isDefault.stream().allMatch(asked -> asked == profile.isDefault())
                && registrantType.stream()
                    .allMatch(asked -> asked.toString().equals(registrantType(profile)));
    for (String parameter : TEXTS) {
      Optional<String> asked = in.text(parameter).map(FreeText::normal);
      filter =
          filter.and(
              profile ->
                  asked.stream()
                      .allMatch(
                          text ->
                              text.equalsIgnoreCase(
                                  FreeText.normal(profile.contact().value(parameter).orElse("")))));
    }
    return filter;
  }

  private static boolean realNameStatusIsOurs(Parameters in) {
    String status = in.text(REAL_NAME_STATUS).orElse(NOT_VERIFIED);
    if (!REAL_NAME_STATUSES.contains(status)) {
      in.refuse(
          Refusal.illegal(
              REAL_NAME_STATUS + ": it is NONAUDIT, AUDITING, SUCCEED or FAILED.",
              REAL_NAME_STATUS + "：取值为NONAUDIT、AUDITING、SUCCEED或FAILED。"));
    }
    return status.equals(NOT_VERIFIED);
  }

  private Tree.Obj row(Profile profile, Version version) {
    Tree.Obj row =
        Tree.object()
            .put(Profiles.ID, profile.id())
            .put(SaveProfile.TYPE, profile.type())
            .put(REGISTRANT_TYPE, registrantType(profile))
            .put(SaveProfile.DEFAULT, profile.isDefault());
    profile
        .contact()
        .shown(version)
        .fields()
        .forEach(field -> row.put(field.name(), field.value()));
    return row.put("EmailVerificationStatus", 0)
        .put(REAL_NAME_STATUS, NOT_VERIFIED)
        .put("CreateTime", time.text(profile.createdAt()))
        .put("UpdateTime", time.text(profile.updatedAt()));
  }

  /** What was never told is 1, as everywhere in the API. */
  private static String registrantType(Profile profile) {
    return profile.contact().value(REGISTRANT_TYPE).map(FreeText::normal).orElse("1");
  }
}
