package dev.domicile.registry.sandbox;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the domains whose names call for a fault or a state, when they are first asked for, so that
 * nobody has to create them.
 */
public final class CardDomains {

  /**
   * What the registry holds of a name such as {@code f-serverlock-001.test}.
   *
   * @param name between {@code f-} and the next hyphen
   * @param status that the domain has; null for one of another sponsor
   * @param what for people
   */
  public record State(String name, @Nullable String status, String what) {}

  private static final List<State> STATES =
      List.of(
          new State("clientlock", "clientUpdateProhibited", "has `clientUpdateProhibited`"),
          new State("serverlock", "serverUpdateProhibited", "has `serverUpdateProhibited`"),
          new State("transferlock", "clientTransferProhibited", "has `clientTransferProhibited`"),
          new State("pendingtransfer", "pendingTransfer", "has `pendingTransfer`"),
          new State("pendingdelete", "pendingDelete", "has `pendingDelete`"),
          new State("pendingupdate", "pendingUpdate", "has `pendingUpdate` of somebody else"),
          new State("foreign", null, "is sponsored by the registrar `registrar2`"));

  private static final String OTHER_REGISTRAR = "registrar2";

  /** So that a client cannot fill the state file with names. */
  private static final int MOST = 100_000;

  private final Register register;
  private final Policy policy;
  private final String registrar;
  private final InstantSource clock;
  private int made;

  CardDomains(Register register, Policy policy, String registrar, InstantSource clock) {
    this.register = register;
    this.policy = policy;
    this.registrar = registrar;
    this.clock = clock;
  }

  /** Every state that a name can call for, as documented. */
  public static List<State> states() {
    return STATES;
  }

  /** One name for each fault and each state, such as {@code f-lostresp-001.test}. */
  public static List<String> names() {
    return Stream.concat(
            FaultCard.cards().stream().map(FaultCard::name), STATES.stream().map(State::name))
        .map(name -> "f-" + name + "-001.test")
        .toList();
  }

  void meet(Received received) {
    String name = received.name();
    boolean asks =
        switch (received.kind()) {
          case "domain:info", "domain:update" -> true;
          default -> false;
        };
    if (asks && name != null && name.startsWith("f-") && register.domain(name) == null) {
      make(name, received.cardPlace());
    }
  }

  private void make(String name, String label) {
    State state = state(word(label));
    if (FaultCard.in(label).isEmpty() && state == null) {
      return;
    }
    String sponsor = state != null && state.status() == null ? OTHER_REGISTRAR : registrar;
    Set<String> statuses =
        state == null || state.status() == null ? Set.of() : Set.of(state.status());
    register.alone(
        () -> {
          if (register.domain(name) == null && made < MOST) {
            made++;
            register.put(
                SampleDomains.card(
                    register, policy, name, registrar, sponsor, statuses, clock.instant()),
                Answer.of(ResultCode.COMPLETED));
          }
          return made;
        });
  }

  private static @Nullable State state(String word) {
    return STATES.stream().filter(state -> state.name().equals(word)).findFirst().orElse(null);
  }

  /** Between {@code f-} and the next hyphen, if anything stands behind it. */
  private static String word(String label) {
    int end = label.indexOf('-', 2);
    return label.startsWith("f-") && end > 2 && end < label.length() - 1
        ? label.substring(2, end)
        : "";
  }
}
