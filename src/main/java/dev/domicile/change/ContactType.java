package dev.domicile.change;

import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The role that a change replaces, as ContactType of the API names it. */
enum ContactType {
  REGISTRANT("registrant", TaskType.CHG_HOLDER, null),
  ADMIN("admin", TaskType.UPDATE_ADMIN_CONTACT, Role.ADMIN),
  BILLING("billing", TaskType.UPDATE_BILLING_CONTACT, Role.BILLING),
  TECH("tech", TaskType.UPDATE_TECH_CONTACT, Role.TECH);

  private final String parameter;
  private final TaskType taskType;
  private final @Nullable Role role;

  ContactType(String parameter, TaskType taskType, @Nullable Role role) {
    this.parameter = parameter;
    this.taskType = taskType;
    this.role = role;
  }

  static final Parameter REQUIRED =
      Parameter.required("ContactType", Parameter.Kind.TEXT, "registrant, admin, billing or tech.");

  static Optional<ContactType> of(String parameter) {
    return Arrays.stream(values()).filter(type -> type.parameter.equals(parameter)).findFirst();
  }

  /** Reads {@code ContactType}; null where it is wrong, which is then noted in the parameters. */
  static @Nullable ContactType read(Parameters in) {
    String text = in.required("ContactType");
    @Nullable ContactType type = of(text).orElse(null);
    if (type == null && !text.isEmpty()) {
      in.refuse(
          Refusal.illegal(
              "ContactType: it is registrant, admin, billing or tech.",
              "ContactType：取值为registrant、admin、billing或tech。"));
    }
    return type;
  }

  String parameter() {
    return parameter;
  }

  TaskType taskType() {
    return taskType;
  }

  /** Null for the registrant, which is no role in EPP but an element of its own. */
  @Nullable Role role() {
    return role;
  }

  /** The handles that stand there for it. */
  List<String> handlesIn(DomainInfo held) {
    if (role == null) {
      return held.registrant() instanceof String handle ? List.of(handle) : List.of();
    }
    return held.roles().getOrDefault(role, List.of());
  }
}
