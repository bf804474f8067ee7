package dev.domicile.change;

import dev.domicile.registry.RegistryProfile;

/** How far a change of a contact goes: what a registry does not hold cannot be changed there. */
enum Reach {
  REGISTRY,
  /** The registrar's own record alone. */
  RECORD,
  /** Nowhere: the registry's configuration will not have it. */
  NOWHERE;

  static Reach of(ContactType type, RegistryProfile registry) {
    if (registry.contacts().holds(type.role())) {
      return REGISTRY;
    }
    return switch (registry.changeRules().onUnsupported()) {
      case LOCAL -> RECORD;
      case FAIL -> NOWHERE;
    };
  }
}
