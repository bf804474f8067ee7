package dev.domicile.api;

import dev.domicile.account.AccessKey;
import dev.domicile.account.KeyRing;
import dev.domicile.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request: from HTTP to the operation that it names, and back. Every request is taken
 * through the same checks in the same order, and the first that fails is the answer; nothing that
 * costs more than reading happens before the signature is known to be good.
 */
public final class Gateway implements HttpAnswerer {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private static final Set<String> METHODS = Set.of("GET", "POST");

  /** Most characters of a SignatureNonce; the longest that an SDK sends has 49. */
  private static final int LONGEST_NONCE = 512;

  /** What the gateway asks on the way. */
  public record Doors(
      KeyRing keys,
      Operations operations,
      NonceStore nonceStore,
      Throttle throttle,
      Permissions permissions,
      RequestObserver observer) {}

  private interface Check {
    Optional<Refusal> apply(Exchange exchange);
  }

  private final GatewaySettings settings;
  private final Doors doors;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Nonces nonces;

  /** Who is it? What fails here is nobody's but its address's. */
  private final List<Check> proof =
      List.of(
          this::method,
          this::path,
          this::readable,
          this::commonParameters,
          this::accessKey,
          this::signature,
          this::securityToken,
          this::timestamp,
          this::nonce);

  /** May it? */
  private final List<Check> leave =
      List.of(
          this::throttle,
          this::nonceOnce,
          this::action,
          this::permission,
          this::nonceEverywhere,
          this::parameterNames);

  /**
   * @param ids a fresh random UUID at each call: the RequestId
   */
  public Gateway(GatewaySettings settings, Doors doors, InstantSource clock, Supplier<UUID> ids) {
    this.settings = settings;
    this.doors = doors;
    this.clock = clock;
    this.ids = ids;
    this.nonces = new Nonces(settings.nonces());
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    Exchange exchange = begin(request);
    Answer answer;
    try {
      answer = decide(exchange);
    } catch (StoreUnavailable told) { // by the database itself, once for all requests
      answer = Answer.refused(Refusal.of(ErrorCode.SERVICE_UNAVAILABLE));
    } catch (RuntimeException bug) {
      LOG.error("request {} failed", exchange.requestId, bug);
      answer = Answer.refused(Refusal.of(ErrorCode.INTERNAL_ERROR));
    }
    return finish(exchange, answer);
  }

  @Override
  public HttpResponse refuse(HttpRequest request, ErrorCode code) {
    return finish(begin(request), Answer.refused(Refusal.of(code)));
  }

  private Exchange begin(HttpRequest request) {
    String requestId = ids.get().toString().toUpperCase(Locale.ROOT);
    return new Exchange(request, requestId, clock.instant());
  }

  private Answer decide(Exchange exchange) {
    Optional<Refusal> unproven = first(proof, exchange);
    if (unproven.isPresent()) {
      String address = exchange.request.clientAddress();
      return Answer.refused(doors.throttle().unproven(address).orElse(unproven.get()));
    }
    Optional<Refusal> refusal = first(leave, exchange);
    return refusal.isPresent()
        ? Answer.refused(refusal.get())
        : exchange.operation().run(call(exchange));
  }

  private static Optional<Refusal> first(List<Check> checks, Exchange exchange) {
    for (Check check : checks) {
      Optional<Refusal> refusal = check.apply(exchange);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Refusal> method(Exchange exchange) {
    return METHODS.contains(exchange.request.method())
        ? Optional.empty()
        : refused(ErrorCode.UNSUPPORTED_HTTP_METHOD);
  }

  private Optional<Refusal> path(Exchange exchange) {
    return exchange.request.path().equals("/")
        ? Optional.empty()
        : refused(ErrorCode.INVALID_ACTION_NOT_FOUND);
  }

  private Optional<Refusal> readable(Exchange exchange) {
    Optional<Refusal> refusal =
        FormParameters.read(exchange.request, settings.parameters(), exchange.parameters);
    if (refusal.isEmpty()) {
      exchange.format = Format.of(exchange.parameters, exchange.request);
      exchange.lang = Lang.of(exchange.parameters.getOrDefault("Lang", ""));
    }
    return refusal;
  }

  private Optional<Refusal> commonParameters(Exchange exchange) {
    Signature signature = Signature.of(exchange.request);
    Claim claim = signature.claim(exchange.request, exchange.parameters);
    exchange.claimed(signature, claim);
    return missing("Action", claim.action())
        .or(() -> missing("Version", claim.version()))
        .or(() -> missing("AccessKeyId", claim.accessKeyId()))
        .or(() -> missing("Signature", claim.signature()))
        .or(() -> signature.unfit(exchange.request, exchange.parameters))
        .or(() -> missing("SignatureNonce", claim.nonce()))
        .or(() -> tooLong("SignatureNonce", claim.nonce(), LONGEST_NONCE))
        .or(() -> missing("Timestamp", claim.timestamp()))
        .or(() -> format(exchange.parameters.getOrDefault("Format", "")));
  }

  private Optional<Refusal> accessKey(Exchange exchange) {
    Optional<AccessKey> found = doors.keys().find(exchange.claim().accessKeyId());
    found.ifPresent(exchange::found);
    if (found.isEmpty()) {
      return refused(ErrorCode.INVALID_ACCESS_KEY_ID_NOT_FOUND);
    }
    return found.get().enabled()
        ? Optional.empty()
        : refused(ErrorCode.INVALID_ACCESS_KEY_ID_INACTIVE);
  }

  private Optional<Refusal> signature(Exchange exchange) {
    String secret = exchange.key().secret();
    return switch (exchange.signature().verify(exchange.request, exchange.parameters, secret)) {
      case Signature.Verdict.Matches() -> Optional.empty();
      case Signature.Verdict.Differs(String stringToSign) ->
          Optional.of(new Refusal(ErrorCode.SIGNATURE_DOES_NOT_MATCH, stringToSign, "", ""));
    };
  }

  private Optional<Refusal> securityToken(Exchange exchange) {
    String sent = exchange.claim().securityToken();
    return switch (exchange.key().check(sent, exchange.began)) {
      case FITS -> Optional.empty();
      case MISSING -> Optional.of(Refusal.missing("SecurityToken"));
      case MALFORMED -> refused(ErrorCode.INVALID_SECURITY_TOKEN_MALFORMED);
      case MISMATCH -> refused(ErrorCode.INVALID_SECURITY_TOKEN_MISMATCH);
      case EXPIRED -> refused(ErrorCode.INVALID_SECURITY_TOKEN_EXPIRED);
    };
  }

  private Optional<Refusal> timestamp(Exchange exchange) {
    Optional<Instant> time = Timestamp.parse(exchange.claim().timestamp());
    if (time.isEmpty()) {
      return refused(ErrorCode.INVALID_TIME_STAMP_FORMAT);
    }
    exchange.stamped(Timestamp.plus(time.get(), settings.timestampWindow()));
    Duration age = Duration.between(time.get(), exchange.began).abs();
    return age.compareTo(settings.timestampWindow()) > 0
        ? refused(ErrorCode.INVALID_TIME_STAMP_EXPIRED)
        : Optional.empty();
  }

  private Optional<Refusal> nonce(Exchange exchange) {
    Claim claim = exchange.claim();
    exchange.numbered(Nonces.digest(claim.accessKeyId(), claim.nonce()));
    return nonces.isKnown(exchange.nonce(), exchange.began)
        ? refused(ErrorCode.SIGNATURE_NONCE_USED)
        : Optional.empty();
  }

  /**
   * Behind the throttle: nonces are remembered for many minutes, and a flood that is turned away
   * must not fill the memory that all share.
   */
  private Optional<Refusal> nonceOnce(Exchange exchange) {
    return switch (nonces.record(exchange.nonce(), exchange.began, exchange.expiry())) {
      case NEW -> Optional.empty();
      case USED -> refused(ErrorCode.SIGNATURE_NONCE_USED);
      case FULL -> refused(ErrorCode.THROTTLING);
    };
  }

  private Optional<Refusal> throttle(Exchange exchange) {
    return doors.throttle().refusal(exchange.key().caller(), exchange.claim().action());
  }

  private Optional<Refusal> action(Exchange exchange) {
    Claim claim = exchange.claim();
    Optional<Version> version = Version.of(claim.version());
    if (version.isEmpty()) {
      return Optional.of(Refusal.invalid("Version", "", ""));
    }
    Optional<Operation> operation = doors.operations().find(claim.action(), version.get());
    operation.ifPresent(found -> exchange.found(found, version.get()));
    if (operation.isPresent()) {
      return Optional.empty();
    }
    return OtherOperations.contain(claim.action(), version.get())
        ? Optional.of(OtherOperations.refusal(claim.action()))
        : refused(ErrorCode.INVALID_ACTION_NOT_FOUND);
  }

  private Optional<Refusal> permission(Exchange exchange) {
    return doors
        .permissions()
        .refusal(
            exchange.key(), exchange.operation().permission(), new Parameters(exchange.parameters));
  }

  /**
   * Behind throttle and permission, so that only calls which will run cost a write; still before
   * the call runs, so that none runs twice, not even after a restart or on another node.
   */
  private Optional<Refusal> nonceEverywhere(Exchange exchange) {
    if (!exchange.operation().permission().writes()) {
      return Optional.empty();
    }
    Claim claim = exchange.claim();
    boolean fresh =
        doors.nonceStore().record(claim.accessKeyId(), claim.nonce(), exchange.expiry());
    return fresh ? Optional.empty() : refused(ErrorCode.SIGNATURE_NONCE_USED);
  }

  private Optional<Refusal> parameterNames(Exchange exchange) {
    return ParameterNames.refusal(
        exchange.parameters, exchange.operation().describe().names(), settings.unknownParameters());
  }

  private Call call(Exchange exchange) {
    return new Call(
        exchange.key().caller(),
        exchange.version(),
        new Parameters(exchange.parameters),
        exchange.lang,
        exchange.requestId,
        exchange.request.clientAddress());
  }

  private HttpResponse finish(Exchange exchange, Answer answer) {
    HttpResponse response = Answers.response(exchange, answer);
    RequestLog.write(exchange, knownAction(exchange), answer, clock.instant(), doors.observer());
    return response;
  }

  private String knownAction(Exchange exchange) {
    Claim claim = exchange.claimIfAny();
    return claim == null
        ? ""
        : doors.operations().named(claim.action()).map(Operation::name).orElse("");
  }

  private static Optional<Refusal> missing(String name, String value) {
    return value.isEmpty() ? Optional.of(Refusal.missing(name)) : Optional.empty();
  }

  private static Optional<Refusal> tooLong(String name, String value, int most) {
    return value.length() > most
        ? Optional.of(
            Refusal.invalid(
                name, "It has more than " + most + " characters.", "超过" + most + "个字符。"))
        : Optional.empty();
  }

  private static Optional<Refusal> format(String value) {
    return value.isEmpty() || Format.of(value).isPresent()
        ? Optional.empty()
        : refused(ErrorCode.INVALID_FORMAT);
  }

  private static Optional<Refusal> refused(ErrorCode code) {
    return Optional.of(Refusal.of(code));
  }
}
