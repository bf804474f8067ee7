package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.api.Version;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.ContactValidation;
import dev.domicile.portfolio.Registries;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.wire.DomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SaveBatchTaskForUpdatingContactInfoByNewContact: takes a batch of domains and a contact, answers
 * a TaskNo once all of it is stored.
 *
 * <p>Refusals, each complete before the next is looked for: parameters (MissingX, InvalidX,
 * ParameterIllegal), names not held or not served (DomainNotExist), a registry that cannot be asked
 * (NetworkIOError), names with a change under way (TaskIsBeingProcessed).
 */
public final class SubmitByNewContact implements Operation {

  private static final Pattern CLIENT_IP = Pattern.compile("[ -~]{1,64}");

  private final Registries registryMap;
  private final Map<String, RegistryProfile> profiles;
  private final int mostDomains;
  private final SubmitLook look;
  private final BatchSubmission submission;

  /**
   * @param mostDomains most names of one batch, 1 to 100,000
   */
  public SubmitByNewContact(
      Registries registryMap,
      Map<String, RegistryProfile> profiles,
      int mostDomains,
      SubmitLook look,
      BatchSubmission submission) {
    this.registryMap = registryMap;
    this.profiles = Map.copyOf(profiles);
    this.mostDomains = mostDomains;
    this.look = look;
    this.submission = submission;
  }

  @Override
  public String name() {
    return "SaveBatchTaskForUpdatingContactInfoByNewContact";
  }

  @Override
  public Set<Version> versions() {
    return Set.of(Version.V2018_01_29, Version.V2017_12_18);
  }

  @Override
  public Permission permission() {
    return new Permission("domain:DomainInfoModification", true, true);
  }

  @Override
  public Set<String> parameters() {
    Set<String> names = new java.util.HashSet<>(ContactSubmission.PARAMETERS);
    names.addAll(
        Set.of(BatchNames.PARAMETER, "ContactType", "TransferOutProhibited", "AddTransferLock"));
    return Set.copyOf(names);
  }

  @Override
  public Answer run(Call call) {
    Parameters in = call.parameters();
    BatchNames names = BatchNames.read(in, registryMap, mostDomains);
    @Nullable ContactType type = contactType(in);
    boolean lock = transferLock(in, type);
    ContactSubmission contact = ContactSubmission.of(in);
    String clientIp = clientIp(in).orElse(call.clientAddress());
    if (in.refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    if (validate(contact, names) instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    if (look.refusal(call.caller(), names) instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return switch (submission.submit(
        call.caller(), names, java.util.Objects.requireNonNull(type), contact, lock, clientIp)) {
      case BatchSubmission.Result.Accepted(String taskNo) ->
          Answer.ok(Tree.object().put("TaskNo", taskNo));
      case BatchSubmission.Result.NotHeld(List<DomainName> refused) ->
          Answer.refused(notExist(names, refused));
      case BatchSubmission.Result.Busy(List<DomainName> busy) ->
          Answer.refused(
              Refusal.of(ErrorCode.TASK_IS_BEING_PROCESSED, names.told(busy), names.told(busy)));
    };
  }

  static Refusal notExist(BatchNames names, List<DomainName> refused) {
    return Refusal.of(ErrorCode.DOMAIN_NOT_EXIST, names.told(refused), names.told(refused));
  }

  /** As given, since it is only shown; but it is kept in the open, and so must be short. */
  private static Optional<String> clientIp(Parameters in) {
    Optional<String> given = in.text("UserClientIp");
    if (given.isPresent() && !CLIENT_IP.matcher(given.get()).matches()) {
      in.refuse(
          Refusal.illegal(
              "UserClientIp: an IP address has at most 64 characters, all of them ASCII.",
              "UserClientIp：IP地址最多64个ASCII字符。"));
    }
    return given;
  }

  private static @Nullable ContactType contactType(Parameters in) {
    String text = in.required("ContactType");
    @Nullable ContactType type = ContactType.of(text).orElse(null);
    if (type == null && !text.isEmpty()) {
      in.refuse(
          Refusal.illegal(
              "ContactType: it is registrant, admin, billing or tech.",
              "ContactType：取值为registrant、admin、billing或tech。"));
    }
    return type;
  }

  /**
   * The batch operation's own parameter goes before its older name; only a registrant's change can
   * lock.
   */
  private static boolean transferLock(Parameters in, @Nullable ContactType type) {
    boolean older = in.flag("AddTransferLock", false);
    boolean lock = in.flag("TransferOutProhibited", older);
    return lock && type == ContactType.REGISTRANT;
  }

  private @Nullable Refusal validate(ContactSubmission contact, BatchNames names) {
    List<RegistryProfile> touched = new ArrayList<>();
    for (String registry : names.registryNames()) {
      touched.add(java.util.Objects.requireNonNull(profiles.get(registry)));
    }
    return switch (ContactValidation.validate(contact, touched)) {
      case ContactValidation.Verdict.Accepted accepted -> null;
      case ContactValidation.Verdict.Refused(Refusal refusal) -> refusal;
    };
  }
}
