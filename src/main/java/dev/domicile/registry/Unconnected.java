package dev.domicile.registry;

import dev.domicile.wire.DomainName;

/** A registry that there is no way to: what is asked of it is never sent. */
public final class Unconnected implements Registry {

  private final RegistryProfile profile;
  private final Trouble trouble;

  public Unconnected(RegistryProfile profile) {
    this.profile = profile;
    this.trouble =
        new Trouble(
            Trouble.Kind.UNREACHABLE,
            profile.name() + " is configured without a connection (connector: none)");
  }

  @Override
  public RegistryProfile profile() {
    return profile;
  }

  @Override
  public Outcome<DomainInfo> domainInfo(DomainName domain, String clTrid) {
    return new Outcome.NotSent<>(trouble);
  }

  @Override
  public Outcome<Applied> updateDomain(DomainUpdate update, String clTrid) {
    return new Outcome.NotSent<>(trouble);
  }

  @Override
  public Outcome<String> createContact(NewContact contact, String clTrid) {
    return new Outcome.NotSent<>(trouble);
  }

  @Override
  public Outcome<ContactInfo> contactInfo(String handle, String clTrid) {
    return new Outcome.NotSent<>(trouble);
  }

  @Override
  public Outcome<Poll> poll(String clTrid) {
    return new Outcome.NotSent<>(trouble);
  }

  @Override
  public Outcome<Applied> acknowledge(String messageId, String clTrid) {
    return new Outcome.NotSent<>(trouble);
  }

  /** Nothing is wrong with it. */
  @Override
  public Condition condition() {
    return new Condition(0, 0, null);
  }

  @Override
  public void close() {}
}
