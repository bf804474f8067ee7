package dev.domicile.change;

import dev.domicile.api.Lang;

/**
 * What a task does: TaskType of the API, and the kind under which its steps are carried out. Stored
 * by name; none may be renamed.
 */
enum TaskType {
  CHG_HOLDER("Change of registrant", "域名持有者变更"),
  UPDATE_ADMIN_CONTACT("Change of administrative contact", "修改管理联系人"),
  UPDATE_BILLING_CONTACT("Change of billing contact", "修改缴费联系人"),
  UPDATE_TECH_CONTACT("Change of technical contact", "修改技术联系人"),
  SET_TRANSFER_PROHIBITED("Change of the transfer lock", "设置禁止转移锁"),
  SET_UPDATE_PROHIBITED("Change of the update lock", "设置禁止更新锁");

  private final String en;
  private final String zh;

  TaskType(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  String description(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
