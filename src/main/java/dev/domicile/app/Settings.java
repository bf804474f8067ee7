package dev.domicile.app;

import dev.domicile.api.GatewaySettings;
import dev.domicile.api.HttpFrontSettings;
import dev.domicile.api.ThrottleSettings;
import dev.domicile.api.ThrottleSettings.Rate;
import dev.domicile.change.RetentionSettings;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.epp.EppSettings;
import dev.domicile.task.EngineSettings;
import dev.domicile.task.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From the configuration, which people write, to what each room wants to be told. */
final class Settings {

  private Settings() {}

  static GatewaySettings gateway(Config config) {
    LimitsConfig limits = config.limits();
    return new GatewaySettings(
        config.timestampWindow(), limits.parameters(), limits.otherParameters(), limits.nonces());
  }

  static HttpFrontSettings apiFront(Config config) {
    LimitsConfig limits = config.limits();
    TlsConfig tls = config.tls();
    return new HttpFrontSettings(
        config.listen(),
        limits.requestLine(),
        limits.headers(),
        limits.body(),
        limits.inFlight(),
        limits.idleTimeout(),
        limits.stopTimeout(),
        limits.connections(),
        tls == null
            ? null
            : new HttpFrontSettings.Tls(tls.certificate(), tls.key(), tls.checkEvery()));
  }

  static ThrottleSettings throttle(ConfigSection section) {
    return new ThrottleSettings(
        new Rate(section.whole("perSecond"), section.whole("burst")),
        new Rate(section.whole("accountPerSecond"), section.whole("accountBurst")),
        new Rate(section.whole("addressFailuresPerSecond"), section.whole("addressFailuresBurst")));
  }

  static HttpFrontSettings adminFront(Config config) {
    return HttpFrontSettings.on(config.admin()).small();
  }

  static EngineSettings engine(EngineConfig engine) {
    return new EngineSettings(
        engine.lease(),
        engine.poll(),
        waits(engine.backoff()),
        waits(engine.settle()),
        waits(engine.pendingCheck()),
        waits(engine.gate()),
        Duration.ZERO,
        engine.stopTimeout());
  }

  static RetentionSettings retention(RetentionConfig retention) {
    return new RetentionSettings(
        retention.tasks(), retention.beforeImages(), retention.changes(), retention.piece());
  }

  /** Most steps under way at a time, by registry. */
  static Map<String, Integer> inFlight(Config config) {
    Map<String, Integer> inFlight = new HashMap<>();
    for (RegistryConfig registry : config.registries()) {
      int most = config.engine().inFlight(registry.profile().sessions(), registry.pipeline());
      inFlight.put(registry.profile().name(), most);
    }
    return inFlight;
  }

  static EppSettings epp(RegistryConfig registry) {
    RegistryConfig.Tls tls = registry.tls();
    RegistryConfig.Times times = registry.times();
    Secret newPassword = registry.login().newPassword();
    EppSettings base =
        EppSettings.of(
            registry.host(),
            registry.port(),
            tls == null
                ? null
                : new EppSettings.Tls(tls.ca(), tls.certificate(), tls.key(), tls.hostname()),
            new EppSettings.Login(
                registry.login().id(),
                registry.login().password().value(),
                newPassword == null ? null : newPassword.value()));
    RegistryConfig.Traffic traffic = registry.traffic();
    RegistryConfig.Reconnect reconnect = registry.reconnect();
    return base.with(
            new EppSettings.Pacing(
                registry.pipeline(),
                times.connectTimeout(),
                times.timeout(),
                times.keepAlive(),
                times.waitForSession(),
                traffic.maxFrame()))
        .with(
            new EppSettings.Recovery(
                reconnect.pauses().first(),
                reconnect.pauses().most(),
                reconnect.refused(),
                reconnect.sessionLimit()))
        .with(
            new EppSettings.Allowance(
                traffic.commandsPerSecond(), traffic.burst(), traffic.commandsPerSession()))
        .withFramesLogged(traffic.logFrames())
        .with(services(registry));
  }

  private static EppSettings.Services services(RegistryConfig registry) {
    EppSettings.Services base =
        registry.profile().contacts() == RegistryProfile.ContactModel.NONE
            ? EppSettings.Services.WITHOUT_CONTACTS
            : EppSettings.Services.DEFAULT;
    List<String> objects = new ArrayList<>(base.objects());
    objects.addAll(registry.objects());
    return new EppSettings.Services(base.needed(), objects, registry.extensions());
  }

  private static Waits waits(Backoff backoff) {
    return new Waits(backoff.first(), backoff.most());
  }
}
