package dev.domicile.change;

import dev.domicile.api.Lang;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The catalogue of causes: why a domain stands where it stands, who must act, and what to do next.
 */
enum Reason {
  DONE(Actor.NOBODY, "The operation is successful.", "操作成功。", "", ""),
  ALREADY_AS_WANTED(Actor.NOBODY, "The operation is successful.", "操作成功。", "", ""),
  DONE_TRANSLITERATED(
      Actor.NOBODY,
      "The operation is successful; what the registry takes in ASCII only was made from the Chinese"
          + " characters.",
      "操作成功；注册局只接受ASCII字符的内容已由中文转写为拼音。",
      "",
      ""),
  RESOLVED_DONE(
      Actor.NOBODY,
      "The registrar has found out that the change was made.",
      "经注册商人工核实，变更已完成。",
      "",
      ""),
  STORED_LOCALLY_NOT_PUBLISHED(
      Actor.REGISTRAR,
      "The registry does not hold this contact; it is stored in the registrar's own record, and"
          + " published nowhere by this service.",
      "注册局不保存该联系人；已存入注册商自有记录，本服务未对外发布。",
      "Bring the record to the registrar's RDAP or WHOIS service.",
      "请将该记录同步至注册商的RDAP或WHOIS服务。"),
  STORED_LOCALLY_AND_FED(
      Actor.NOBODY,
      "The registry does not hold this contact; it is stored in the registrar's own record, and the"
          + " registrar's RDAP or WHOIS system has acknowledged it.",
      "注册局不保存该联系人；已存入注册商自有记录，注册商的RDAP或WHOIS系统已确认收到。",
      "",
      ""),
  FEED_AWAITED(
      Actor.REGISTRAR,
      "The registry does not hold this contact; the registrar's RDAP or WHOIS system has still to"
          + " acknowledge it.",
      "注册局不保存该联系人；等待注册商的RDAP或WHOIS系统确认。",
      "If this stays, look at what the feed of this registry's configuration leads to.",
      "如长时间未完成，请检查该注册局配置中feed所指的系统。"),
  FEED_REFUSED(
      Actor.REGISTRAR,
      "The registrar's RDAP or WHOIS system refuses the contact; it is not changed.",
      "注册商的RDAP或WHOIS系统拒绝该联系人；未做变更。",
      "Ask that system why, by the delivery's id, then submit the domain name again.",
      "请凭投递编号在该系统查明原因后重新提交。"),
  ROLE_NOT_HELD(
      Actor.NOBODY,
      "The registry does not hold a contact in this role; nothing was changed.",
      "注册局不保存该类型的联系人；未做任何变更。",
      "Leave the domain name out, or have onUnsupported of this registry's configuration set to"
          + " local.",
      "请勿包含该域名，或将该注册局配置的onUnsupported设为local。"),
  NO_CONNECTION(
      Actor.REGISTRAR,
      "The registry is configured without a connection, so locks cannot be changed.",
      "该注册局未配置连接，无法变更锁。",
      "Ask for the contact alone, or give the registry a connection.",
      "请仅提交联系人变更，或为该注册局配置连接。"),
  CONTACTS_NOT_TAKEN(
      Actor.REGISTRAR,
      "The registry takes no commands on contacts.",
      "注册局不支持联系人命令。",
      "Set contacts of this registry's configuration to what the registry holds.",
      "请将该注册局配置的contacts设为注册局实际保存的联系人类型。"),
  DONE_UNLOCKED(
      Actor.YOU,
      "The change is made; the registry refused to take the update lock back that was lifted for"
          + " it.",
      "变更已完成；但注册局拒绝恢复为此解除的禁止更新锁。",
      "Set the update lock of the domain name again.",
      "请重新设置该域名的禁止更新锁。"),
  FAILED_UNLOCKED(
      Actor.YOU,
      "The change failed, and the registry refused to take the update lock back that was lifted for"
          + " it.",
      "变更失败，且注册局拒绝恢复为此解除的禁止更新锁。",
      "Set the update lock of the domain name again, then submit it again.",
      "请重新设置该域名的禁止更新锁，再重新提交。"),
  LOCK_OWED(
      Actor.NOBODY,
      "The update lock that was lifted for the change is still to be put back.",
      "为变更解除的禁止更新锁尚待恢复。",
      "",
      ""),
  REGISTRY_DECIDES(
      Actor.REGISTRY,
      "The registry has taken the change and has still to decide on it.",
      "注册局已受理，正在处理。",
      "",
      ""),
  NO_ANSWER(
      Actor.NOBODY,
      "The registry gave no answer; what it holds is read before anything is sent again.",
      "注册局未应答；再次提交前将先核对注册局数据。",
      "",
      ""),
  READ_BACK_OWED(
      Actor.NOBODY,
      "The registry has made the change; it is read back before that is told as a success.",
      "注册局已执行变更；核对后将显示为成功。",
      "",
      ""),
  UNREACHABLE(
      Actor.REGISTRAR,
      "The registry cannot be reached; the work goes on when it can.",
      "无法连接注册局；恢复后将自动继续。",
      "",
      ""),
  TLS_FAILED(
      Actor.REGISTRAR,
      "No secure connection to the registry can be made.",
      "无法与注册局建立安全连接。",
      "Check the certificates of this registry's configuration.",
      "请检查该注册局配置中的证书。"),
  LOGIN_REFUSED(
      Actor.REGISTRAR,
      "The registry refuses the login.",
      "注册局拒绝登录。",
      "Check the id and password of this registry's configuration.",
      "请检查该注册局配置中的登录账号和密码。"),
  NO_SESSION(
      Actor.NOBODY,
      "The registry has no session free; the work goes on when one is.",
      "注册局会话已满；有空闲会话后将自动继续。",
      "",
      ""),
  NOT_EPP(
      Actor.REGISTRAR,
      "What answers at the registry's address does not speak EPP as it should.",
      "注册局地址的应答不符合EPP协议。",
      "Check the host and port of this registry's configuration.",
      "请检查该注册局配置中的主机和端口。"),
  REGISTRY_BUSY(
      Actor.REGISTRY,
      "The registry could not carry the command out for now.",
      "注册局暂时无法执行该命令。",
      "Submit the domain name again later.",
      "请稍后重新提交。"),
  BILLING(
      Actor.REGISTRAR,
      "The registry stops for the registrar's account there (2104).",
      "注册商在注册局的账务异常(2104)。",
      "Settle the account with the registry; the work goes on by itself.",
      "请与注册局结清账务；随后将自动继续。"),
  REGISTRY_STOPPED(
      Actor.REGISTRAR,
      "The registry does not offer the version, command or object that is needed.",
      "注册局不支持所需的协议版本、命令或对象。",
      "Compare this registry's configuration with what it offers; the work goes on by itself.",
      "请核对该注册局的配置与其支持的功能；随后将自动继续。"),
  OPTION_NOT_OFFERED(
      Actor.REGISTRAR,
      "The registry does not offer an option of the command for this domain name.",
      "注册局不支持对该域名使用的命令选项。",
      "Ask the registry what it offers for this domain name.",
      "请向注册局确认该域名支持的功能。"),
  EXTENSION_NOT_OFFERED(
      Actor.REGISTRAR,
      "The registry does not offer an extension of the command for this domain name.",
      "注册局不支持对该域名使用的命令扩展。",
      "Compare extensions of this registry's configuration with what it offers.",
      "请核对该注册局配置的extensions与其支持的扩展。"),
  COMMAND_FAULTY(
      Actor.REGISTRAR,
      "The registry calls the command malformed, which is a fault in this service.",
      "注册局认为命令格式错误，属于服务内部故障。",
      "Report the registry's message to the makers of this service.",
      "请将注册局返回的信息反馈给服务开发者。"),
  SERVICE_STOPS(
      Actor.NOBODY,
      "The service is stopping; the work goes on when it is started again.",
      "服务正在停止；重新启动后将自动继续。",
      "",
      ""),
  UPDATE_LOCK(
      Actor.YOU,
      "The domain name has an update lock.",
      "域名已设置禁止更新锁。",
      "Remove clientUpdateProhibited and submit the domain name again.",
      "请解除禁止更新锁后重新提交。"),
  SERVER_LOCK(
      Actor.REGISTRY,
      "The registry has locked the domain name against updates.",
      "注册局已锁定该域名，禁止更新。",
      "Ask the registry to lift serverUpdateProhibited, then submit the domain name again.",
      "请联系注册局解除锁定后重新提交。"),
  PENDING_ELSEWHERE(
      Actor.REGISTRY,
      "Another operation on the domain name is pending at the registry.",
      "该域名在注册局有其他操作正在处理。",
      "Submit the domain name again when that operation has ended.",
      "请在该操作结束后重新提交。"),
  NOT_SPONSORED(
      Actor.REGISTRAR,
      "Another registrar sponsors the domain name.",
      "该域名由其他注册商管理。",
      "Remove the domain name from the portfolio, or transfer it in first.",
      "请将该域名移出，或先转入。"),
  NOT_AT_REGISTRY(
      Actor.REGISTRAR,
      "The registry does not know the domain name.",
      "注册局不存在该域名。",
      "Check whether the domain name was deleted.",
      "请确认该域名是否已被删除。"),
  CONTACT_LOST(
      Actor.REGISTRAR,
      "The registry knows the domain name, and not the contact that it had just taken.",
      "注册局存在该域名，但不存在刚创建的联系人。",
      "Submit the domain name again; ask the registry if it comes again.",
      "请重新提交；如再次出现，请联系注册局。"),
  HANDLE_TAKEN(
      Actor.REGISTRAR,
      "The registry says of every new contact handle that it is taken.",
      "注册局返回所有新联系人标识均已被占用。",
      "Check handlePrefix and handles of this registry's configuration.",
      "请检查该注册局配置的handlePrefix和handles。"),
  AUTH_INFO_REFUSED(
      Actor.REGISTRAR,
      "The registry asks for authorization information of the domain name.",
      "注册局要求提供域名授权信息。",
      "Check who sponsors the domain name at the registry.",
      "请核对该域名在注册局的所属注册商。"),
  STATUS_PROHIBITS(
      Actor.REGISTRY,
      "A status of the domain name prohibits the change.",
      "域名状态禁止该操作。",
      "Look at the statuses of the domain name at its registry.",
      "请查看该域名在注册局的状态。"),
  NOT_APPLIED_BY_REGISTRY(
      Actor.REGISTRAR,
      "The registry said that it has made the change, and has not made it.",
      "注册局返回成功，但实际未执行该变更。",
      "Ask the registry which contacts it holds, and set contacts of its configuration to them.",
      "请向注册局确认其保存的联系人类型，并相应设置该注册局配置的contacts。"),
  POLICY_REFUSED(
      Actor.YOU,
      "The registry's policy refuses the change.",
      "注册局策略拒绝该变更。",
      "Look at the registry's message.",
      "请查看注册局返回的信息。"),
  ASSOCIATION_PROHIBITS(
      Actor.REGISTRY,
      "What the domain name is linked to prohibits the change.",
      "域名的关联对象禁止该变更。",
      "Look at the registry's message.",
      "请查看注册局返回的信息。"),
  DATA_POLICY_REFUSED(
      Actor.YOU,
      "The registry's data policy refuses the change.",
      "注册局数据管理策略拒绝该变更。",
      "Look at the registry's message.",
      "请查看注册局返回的信息。"),
  DATA_MISSING(
      Actor.YOU,
      "The registry asks for contact data that was not given.",
      "注册局要求提供缺失的联系人信息。",
      "Give the field that the registry names and submit again.",
      "请补充注册局指出的字段后重新提交。"),
  DATA_REFUSED(
      Actor.YOU,
      "The registry refuses the contact data.",
      "注册局拒绝联系人信息。",
      "Mend the field that the registry names and submit again.",
      "请修改注册局指出的字段后重新提交。"),
  RESOLVED_FAILED(
      Actor.YOU,
      "The registrar has found out that the change was not made.",
      "经注册商人工核实，变更未完成。",
      "Submit the domain name again if the change is still wanted.",
      "如仍需变更，请重新提交该域名。"),
  DECLINED(
      Actor.YOU,
      "The registry has declined the change.",
      "注册局已拒绝该变更。",
      "Ask the registry for its reason.",
      "请向注册局查询原因。"),
  COMMAND_REFUSED(
      Actor.REGISTRAR,
      "The registry refused the command.",
      "注册局拒绝了该命令。",
      "Look at the registry's code and message.",
      "请查看注册局返回码和信息。"),
  CANCELLED(
      Actor.YOU,
      "The task was cancelled before the domain name's turn came; no change was sent.",
      "任务在处理该域名之前已被取消，未提交任何变更。",
      "Submit the domain name again if the change is still wanted.",
      "如仍需变更，请重新提交该域名。"),
  RESTORED(
      Actor.NOBODY,
      "The change was unfinished in a backup that was put back; what the registry holds is read"
          + " first.",
      "该变更在所恢复的备份中尚未完成；将先核对注册局数据。",
      "",
      ""),
  SENDS_PAUSED(
      Actor.REGISTRAR,
      "The service's database was put back from a backup; nothing is sent until that is released.",
      "服务的数据库已由备份恢复；放行之前不提交任何变更。",
      "Look at what is held, then run domicile database restored --release.",
      "请核对保留的操作后运行domicile database restored --release。"),
  CHANGED_SINCE_BACKUP(
      Actor.REGISTRAR,
      "The domain name was changed at the registry after the backup that was put back; that is not"
          + " overwritten.",
      "该域名在所恢复的备份之后已在注册局变更；不会被覆盖。",
      "Look at the domain name at the registry, then say what holds: domicile step resolve, or"
          + " domicile step release to make this change all the same.",
      "请查看该域名在注册局的数据，再运行domicile step resolve；如仍需变更，请运行domicile step release。"),
  UNKNOWN_SINCE_BACKUP(
      Actor.REGISTRAR,
      "Nothing tells whether the domain name was changed after the backup that was put back.",
      "无法判断该域名在所恢复的备份之后是否已变更。",
      "Find out what was changed since the backup, then say what holds: domicile step resolve, or"
          + " domicile step release to make this change.",
      "请查明备份之后的变更，再运行domicile step resolve；如需变更，请运行domicile step release。"),
  INTERNAL_FAULT(
      Actor.REGISTRAR,
      "A fault in this service; the domain name is tried again.",
      "服务内部故障；将自动重试。",
      "Look at the service's log.",
      "请查看服务日志。"),
  DATABASE_AWAY(
      Actor.REGISTRAR,
      "The service's database was away; the domain name is tried again.",
      "服务的数据库暂不可用；将自动重试。",
      "Look at the service's log and its database.",
      "请查看服务日志及数据库。"),
  NOT_SERVED(
      Actor.REGISTRAR,
      "The registry of the domain name is not in the configuration any more.",
      "配置中已没有该域名的注册局。",
      "Put the registry back into the configuration and start the service again.",
      "请将该注册局重新加入配置并重启服务。"),
  NO_RUNNER(
      Actor.REGISTRAR,
      "This program does not know this kind of work.",
      "当前程序不支持该任务类型。",
      "Start the program's newer version.",
      "请启动新版本程序。");

  /** Who must act. */
  enum Actor {
    YOU("you", "您"),
    REGISTRY("the registry", "注册局"),
    REGISTRAR("the registrar", "注册商"),
    NOBODY("nobody", "无");

    private final String en;
    private final String zh;

    Actor(String en, String zh) {
      this.en = en;
      this.zh = zh;
    }
  }

  private static final Map<String, Reason> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, reason -> reason));

  private final Actor actor;
  private final String en;
  private final String zh;
  private final String nextEn;
  private final String nextZh;

  Reason(Actor actor, String en, String zh, String nextEn, String nextZh) {
    this.actor = actor;
    this.en = en;
    this.zh = zh;
    this.nextEn = nextEn;
    this.nextZh = nextZh;
  }

  static Optional<Reason> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  Actor actor() {
    return actor;
  }

  String text(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }

  String nextStep(Lang lang) {
    return lang == Lang.ZH ? nextZh : nextEn;
  }

  /** The cause with what the registry said, for one line. */
  String text(Lang lang, String note) {
    return note.isEmpty()
        ? text(lang)
        : text(lang) + (lang == Lang.ZH ? "（" + Note.text(note, lang) + "）" : " (" + note + ")");
  }

  /** Code, cause, next step and who must take it: all that a person needs who has to answer. */
  String told(Lang lang, String note) {
    String next = nextStep(lang);
    String cause = name() + ": " + text(lang, note);
    if (lang == Lang.ZH) {
      return cause + next + (actor == Actor.NOBODY ? "" : "处理方：" + actor.zh + "。");
    }
    return cause
        + (next.isEmpty() ? "" : " " + next)
        + (actor == Actor.NOBODY ? "" : " To act: " + actor.en + ".");
  }
}
