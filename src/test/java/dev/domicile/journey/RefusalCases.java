package dev.domicile.journey;

import dev.domicile.account.KeyPair;
import dev.domicile.registry.sandbox.SampleDomains;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The table of what a submission is refused for, with what its client is told. */
final class RefusalCases {

  private static final String ILLEGAL_EN = "Parameter illegal. ";
  private static final String ILLEGAL_ZH = "参数错误。";

  private RefusalCases() {}

  /** How a good submission is spoilt, and what it is then told. */
  record Case(
      String name, Consumer<SignedCall> spoil, int status, String code, String en, String zh) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> all() {
    return Stream.of(
            credentials(), commonParameters(), missing(), contactFields(), options(), names())
        .flatMap(List::stream);
  }

  private static List<Case> credentials() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String early = now.minus(Duration.ofMinutes(16)).toString();
    String late = now.plus(Duration.ofMinutes(16)).toString();
    return List.of(
        new Case(
            "wrong key",
            call -> call.as(new KeyPair("nobodys-key", "owner-secret")),
            404,
            "InvalidAccessKeyId.NotFound",
            "Specified access key is not found.",
            "未找到指定的AccessKey。"),
        new Case(
            "time stamp of a quarter of an hour ago",
            call -> call.with("Timestamp", early),
            400,
            "InvalidTimeStamp.Expired",
            "Specified time stamp or date value is expired.",
            "指定的时间戳或日期已过期。"),
        new Case(
            "time stamp to come",
            call -> call.with("Timestamp", late),
            400,
            "InvalidTimeStamp.Expired",
            "Specified time stamp or date value is expired.",
            "指定的时间戳或日期已过期。"),
        new Case(
            "time stamp that is none",
            call -> call.with("Timestamp", "yesterday"),
            400,
            "InvalidTimeStamp.Format",
            "Specified time stamp or date value is not well formatted.",
            "指定的时间戳或日期格式不正确。"));
  }

  private static List<Case> commonParameters() {
    List<Case> cases = new ArrayList<>();
    for (String name :
        List.of(
            "Action",
            "Version",
            "AccessKeyId",
            "SignatureVersion",
            "SignatureNonce",
            "Timestamp")) {
      cases.add(missing("no " + name, call -> call.without(name), name));
      cases.add(missing("empty " + name, call -> call.with(name, ""), name));
    }
    cases.add(missing("empty Signature", call -> call.with("Signature", ""), "Signature"));
    cases.add(
        new Case(
            "unknown action",
            call -> call.with("Action", "SaveBatchTaskForNothing"),
            404,
            "InvalidAction.NotFound",
            "Specified api is not found, please check your url and method.",
            "未找到指定的API，请检查URL和请求方法。"));
    cases.add(
        new Case(
            "unknown version",
            call -> call.with("Version", "2016-05-11"),
            400,
            "InvalidVersion",
            "Specified parameter Version is not valid.",
            "参数Version无效。"));
    cases.add(
        new Case(
            "unknown signature method",
            call -> call.with("SignatureMethod", "HMAC-MD5"),
            400,
            "InvalidSignatureMethod",
            "Specified signature method is not valid.",
            "指定的签名方法无效。"));
    return cases;
  }

  private static Case missing(String name, Consumer<SignedCall> spoil, String parameter) {
    return new Case(
        name,
        spoil,
        400,
        "Missing" + parameter,
        parameter + " is mandatory for this action.",
        "缺少必填参数" + parameter + "。");
  }

  private static List<Case> missing() {
    List<Case> cases = new ArrayList<>();
    cases.add(missing("no DomainName", call -> call.withNames(List.of()), "DomainName"));
    cases.add(missing("empty DomainNames", call -> call.withNames(List.of("", "")), "DomainName"));
    for (String name : List.of("ContactType", "RegistrantName", "City", "Country", "Email")) {
      cases.add(missing("no " + name, call -> call.without(name), name));
      cases.add(missing("empty " + name, call -> call.with(name, ""), name));
    }
    cases.add(missing("blank name", call -> call.with("RegistrantName", " \t "), "RegistrantName"));
    for (String name : List.of("Address", "Telephone")) {
      String en = name + ": registry far, near requires it.";
      String zh = name + "：注册局far, near要求提供该参数。";
      cases.add(illegal("no " + name, call -> call.without(name), en, zh));
      cases.add(illegal("empty " + name, call -> call.with(name, ""), en, zh));
    }
    return cases;
  }

  private static Case illegal(String name, Consumer<SignedCall> spoil, String en, String zh) {
    return new Case(name, spoil, 400, "ParameterIllegal", ILLEGAL_EN + en, ILLEGAL_ZH + zh);
  }

  private static Case illegal(String parameter, String value, String en, String zh) {
    return illegal(
        parameter + " " + (value.length() > 20 ? value.length() + " characters" : value),
        call -> call.with(parameter, value),
        parameter + ": " + en,
        parameter + "：" + zh);
  }

  private static List<Case> contactFields() {
    return List.of(
        illegal(
            "Country",
            "XX",
            "a two-letter country code of ISO 3166 is needed, such as CN or US.",
            "应为ISO 3166两位国家代码，例如CN或US。"),
        illegal(
            "Country",
            "China",
            "a two-letter country code of ISO 3166 is needed, such as CN or US.",
            "应为ISO 3166两位国家代码，例如CN或US。"),
        illegal(
            "Email",
            "zhang.san",
            "an address has the form name@example.com.",
            "格式应为name@example.com。"),
        illegal(
            "Email",
            "zhang@san@",
            "an address has the form name@example.com.",
            "格式应为name@example.com。"),
        illegal(
            "Email",
            "zhang san@mail.example",
            "the part before the @ is not a mailbox name.",
            "@之前的部分不是有效的邮箱名。"),
        illegal(
            "Email", "zhang@san", "the part after the @ is not a domain name.", "@之后的部分不是有效的域名。"),
        illegal(
            "City",
            "c".repeat(300),
            "at most 255 characters are possible, this has 300.",
            "最多255个字符，现有300个。"),
        illegal(
            "Address",
            "a".repeat(766),
            "at most 765 characters are possible, this has 766.",
            "最多765个字符，现有766个。"),
        illegal(
            "PostalCode",
            "1".repeat(17),
            "at most 16 characters are possible, this has 17.",
            "最多16个字符，现有17个。"),
        illegal(
            "RegistrantType", "3", "it is 1 (individual) or 2 (enterprise).", "取值为1（个人）或2（企业）。"),
        illegal(
            "Telephone",
            "call me",
            "digits are needed, with blanks and -./() between them.",
            "应为数字，可含空格和-./()。"),
        illegal("Telephone", "123", "too short for +86.", "对于+86过短。"),
        illegal(
            "TelArea",
            "999",
            "a country calling code is needed, such as 86 or 1.",
            "应为国际电话区号，例如86或1。"),
        illegal("TelExt", "x7", "up to 15 digits are possible.", "最多15位数字。"),
        illegal(
            "RegistrantName",
            "zhang\u0001san",
            "character 6 is one that no registry can hold.",
            "第6个字符不允许使用。"),
        illegal(
            "RegistrantName",
            "张三",
            "registry far, near takes ASCII only; character 1 is another; use ZhRegistrantName for"
                + " it.",
            "注册局far, near只接受ASCII字符，第1个字符不是；请使用ZhRegistrantName。"),
        illegal(
            "several fields",
            call -> call.with("Country", "XX").with("Email", "none").with("TelExt", "x"),
            "Country: a two-letter country code of ISO 3166 is needed, such as CN or US. Email: an"
                + " address has the form name@example.com. TelExt: up to 15 digits are possible.",
            "Country：应为ISO 3166两位国家代码，例如CN或US。Email：格式应为name@example.com。TelExt：最多15位数字。"));
  }

  private static List<Case> options() {
    List<Case> cases = new ArrayList<>();
    for (String flag : List.of("TransferOutProhibited", "AddTransferLock")) {
      cases.add(
          new Case(
              flag + " maybe",
              call -> call.with(flag, "maybe"),
              400,
              "Invalid" + flag,
              "Specified parameter " + flag + " is not valid. It is true or false.",
              "参数" + flag + "无效。取值为true或false。"));
    }
    for (String address : List.of("1".repeat(65), "127.0.0.1\n", "中国")) {
      cases.add(
          illegal(
              "UserClientIp",
              address,
              "an IP address has at most 64 characters, all of them ASCII.",
              "IP地址最多64个ASCII字符。"));
    }
    for (String type : List.of("owner", "Registrant", "registrant,admin")) {
      cases.add(
          illegal(
              "ContactType",
              type,
              "it is registrant, admin, billing or tech.",
              "取值为registrant、admin、billing或tech。"));
    }
    return cases;
  }

  private static List<Case> names() {
    return List.of(
        notNames("no dot", List.of("sample-0004.test", "localhost"), "(1): localhost"),
        notNames(
            "bad labels",
            List.of("-a.test", "a-.test", "a..test", "a_b.test", "a b.test", ".test"),
            "(6): -a.test, a-.test, a..test, a_b.test, a b.test, .test"),
        notNames(
            "a label too long",
            List.of("l".repeat(64) + ".test"),
            "(1): " + "l".repeat(64) + ".test"),
        notNames("a false xn--", List.of("xn--zzzzzz99.test"), "(1): xn--zzzzzz99.test"),
        notNames(
            "25 at a time",
            IntStream.rangeClosed(1, 25).mapToObj(i -> "bad_" + i + ".test").toList(),
            "(25): "
                + String.join(
                    ", ", IntStream.rangeClosed(1, 20).mapToObj(i -> "bad_" + i + ".test").toList())
                + ", ..."),
        notHeld("not held", List.of("sample-0004.test", "not-mine.test"), "(1): not-mine.test"),
        notHeld("TLD not served", List.of("Sample-0004.XYZ"), "(1): Sample-0004.XYZ"),
        notHeld(
            "both, in the order and spelling given",
            List.of("b.xyz", "sample-0001.com", "A.test.", "例子.com"),
            "(3): b.xyz, A.test., 例子.com"),
        notHeld(
            "25 of 30",
            Stream.concat(
                    IntStream.rangeClosed(1, 25).mapToObj(i -> "absent-" + i + ".test"),
                    SampleDomains.names(5).stream())
                .toList(),
            "(25): "
                + String.join(
                    ", ",
                    IntStream.rangeClosed(1, 20).mapToObj(i -> "absent-" + i + ".test").toList())
                + ", ..."),
        illegal(
            "10,001 names",
            call ->
                call.withNames(
                    IntStream.rangeClosed(1, 10_001).mapToObj(i -> "d" + i + ".test").toList()),
            "DomainName: 10001 names, and a task takes 10000 at most.",
            "DomainName：共10001个域名，每个任务最多10000个。"),
        illegal(
            "one place given twice",
            call -> call.with("DomainName.01", "sample-0009.test"),
            "DomainName.1 is given more than once.",
            "DomainName.1 重复。"));
  }

  private static Case notNames(String name, List<String> names, String told) {
    return illegal(
        "names: " + name,
        call -> call.withNames(names),
        "DomainName: not a domain name " + told,
        "DomainName：不是有效的域名 " + told);
  }

  private static Case notHeld(String name, List<String> names, String told) {
    return new Case(
        "names: " + name,
        call -> call.withNames(names),
        400,
        "DomainNotExist",
        "The domain name does not exist. " + told,
        "域名不存在。" + told);
  }
}
