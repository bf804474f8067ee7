package dev.domicile.registry;

/** The contact roles of a domain beside its registrant (RFC 5731 section 2.2). */
public enum Role {
  ADMIN,
  TECH,
  BILLING
}
