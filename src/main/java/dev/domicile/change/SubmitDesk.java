package dev.domicile.change;

import dev.domicile.api.Answer;
import dev.domicile.api.Call;
import dev.domicile.api.ErrorCode;
import dev.domicile.api.Operation;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.api.Tree;
import dev.domicile.contact.ContactSubmission;
import dev.domicile.contact.ContactValidation;
import dev.domicile.portfolio.Registries;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.wire.DomainName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where every submit goes through, whatever it asks for.
 *
 * <p>Refusals, each complete before the next is looked for: parameters (MissingX, InvalidX,
 * ParameterIllegal), names not held or not served (DomainNotExist), a registry that cannot be asked
 * (NetworkIOError), what the work itself refuses, names with a change under way
 * (TaskIsBeingProcessed).
 */
public final class SubmitDesk {

  private static final Pattern CLIENT_IP = Pattern.compile("[ -~]{1,64}");

  private final Registries registryMap;
  private final Map<String, RegistryProfile> registries;
  private final int mostDomains;
  private final SubmitLook look;
  private final BatchSubmission submission;
  private final ClientTokens tokens;

  /** What a submit operation does, once it is known that it was not done before. */
  interface Submit {

    /**
     * @param claim null where the client sent no token
     */
    Answer run(ClientTokens.@Nullable Claim claim);
  }

  /**
   * @param mostDomains most names of one batch, 1 to 100,000
   */
  public SubmitDesk(
      Registries registryMap,
      Map<String, RegistryProfile> registries,
      int mostDomains,
      SubmitLook look,
      BatchSubmission submission,
      ClientTokens tokens) {
    this.registryMap = registryMap;
    this.registries = Map.copyOf(registries);
    this.mostDomains = mostDomains;
    this.look = look;
    this.submission = submission;
    this.tokens = tokens;
  }

  BatchNames many(Parameters in) {
    return BatchNames.many(in, registryMap, mostDomains);
  }

  BatchNames one(Parameters in) {
    return BatchNames.one(in, registryMap);
  }

  BatchNames oneOrNone(Parameters in) {
    return BatchNames.oneOrNone(in, registryMap);
  }

  /**
   * Why the registries of these names cannot be sent the contact, or null. One that does not hold
   * the role is not sent it.
   *
   * @param type null for any role
   */
  @Nullable Refusal unfit(ContactSubmission contact, @Nullable ContactType type, BatchNames names) {
    List<RegistryProfile> touched =
        names.registryNames().stream()
            .map(registry -> Objects.requireNonNull(registries.get(registry)))
            .filter(registry -> type == null || registry.contacts().holds(type.role()))
            .toList();
    return switch (ContactValidation.validate(contact, touched)) {
      case ContactValidation.Verdict.Accepted accepted -> null;
      case ContactValidation.Verdict.Refused(Refusal refusal) -> refusal;
    };
  }

  /** Before all other refusals: what a repeat meets now may be what its first has done. */
  Answer once(Operation operation, Call call, Submit submit) {
    ClientTokens.Claim claim = tokens.claim(operation, call);
    if (call.parameters().refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return claim == null
        ? submit.run(null)
        : switch (tokens.look(claim)) {
          case ClientTokens.Known.New() -> submit.run(claim);
          case ClientTokens.Known.Same(String taskNo) -> accepted(taskNo);
          case ClientTokens.Known.Other() ->
              Answer.refused(Refusal.of(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH));
        };
  }

  private static Answer accepted(String taskNo) {
    return Answer.ok(Tree.object().put("TaskNo", taskNo));
  }

  Answer submit(Call call, BatchNames names, Work work, ClientTokens.@Nullable Claim claim) {
    String clientIp = clientIp(call.parameters()).orElse(call.clientAddress());
    if (call.parameters().refusal() instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    if (beyondReach(names, work) instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    if (look.refusal(call.caller(), names) instanceof Refusal refusal) {
      return Answer.refused(refusal);
    }
    return switch (submission.submit(call.caller(), names, work, clientIp, claim)) {
      case BatchSubmission.Result.Accepted(String taskNo) -> accepted(taskNo);
      case BatchSubmission.Result.Repeated(String taskNo) -> accepted(taskNo);
      case BatchSubmission.Result.NotHeld(List<DomainName> notHeld) ->
          Answer.refused(names.notExist(notHeld));
      case BatchSubmission.Result.Refused(Refusal refusal) -> Answer.refused(refusal);
      case BatchSubmission.Result.Busy(List<DomainName> busy) ->
          Answer.refused(
              Refusal.of(ErrorCode.TASK_IS_BEING_PROCESSED, names.told(busy), names.told(busy)));
    };
  }

  private @Nullable Refusal beyondReach(BatchNames names, Work work) {
    if (work.needsRegistry().isEmpty()) {
      return null;
    }
    List<DomainName> apart =
        names.registries().entrySet().stream()
            .filter(entry -> !connected(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    String parameter = work.needsRegistry().get();
    return apart.isEmpty()
        ? null
        : Refusal.illegal(
            parameter + ": no connection to the registry, so no locks " + names.told(apart),
            parameter + "：未连接注册局，无法设置锁 " + names.told(apart));
  }

  private boolean connected(String registry) {
    return Objects.requireNonNull(registries.get(registry)).changeRules().connected();
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
}
