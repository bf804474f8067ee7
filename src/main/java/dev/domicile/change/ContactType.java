package dev.domicile.change;

import dev.domicile.registry.Role;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The role that a change replaces, as ContactType of the API names it, with the TaskType that lists
 * show for it.
 */
enum ContactType {
  REGISTRANT("registrant", "CHG_HOLDER", "Change of registrant", "域名持有者变更", null),
  ADMIN("admin", "UPDATE_ADMIN_CONTACT", "Change of administrative contact", "修改管理联系人", Role.ADMIN),
  BILLING(
      "billing", "UPDATE_BILLING_CONTACT", "Change of billing contact", "修改缴费联系人", Role.BILLING),
  TECH("tech", "UPDATE_TECH_CONTACT", "Change of technical contact", "修改技术联系人", Role.TECH);

  private final String parameter;
  private final String taskType;
  private final String en;
  private final String zh;
  private final @Nullable Role role;

  ContactType(String parameter, String taskType, String en, String zh, @Nullable Role role) {
    this.parameter = parameter;
    this.taskType = taskType;
    this.en = en;
    this.zh = zh;
    this.role = role;
  }

  static Optional<ContactType> of(String parameter) {
    return Arrays.stream(values()).filter(type -> type.parameter.equals(parameter)).findFirst();
  }

  static ContactType ofTaskType(String taskType) {
    return Arrays.stream(values())
        .filter(type -> type.taskType.equals(taskType))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no contact change: " + taskType));
  }

  String parameter() {
    return parameter;
  }

  String taskType() {
    return taskType;
  }

  String description(dev.domicile.api.Lang lang) {
    return lang == dev.domicile.api.Lang.ZH ? zh : en;
  }

  /** Null for the registrant, which is no role in EPP but an element of its own. */
  @Nullable Role role() {
    return role;
  }
}
