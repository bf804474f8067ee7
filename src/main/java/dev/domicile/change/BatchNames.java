package dev.domicile.change;

import dev.domicile.api.ErrorCode;
import dev.domicile.api.Parameter;
import dev.domicile.api.Parameters;
import dev.domicile.api.Refusal;
import dev.domicile.portfolio.Registries;
import dev.domicile.wire.DomainName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The domain names of a batch, each once, in the order given.
 *
 * @param given how the caller wrote each name first; refusals speak in that spelling
 * @param registries the registry of each name; a name whose TLD no registry serves is absent
 */
record BatchNames(Map<DomainName, String> given, Map<DomainName, String> registries) {

  /** Names told in a refusal; the count tells of the rest. */
  private static final int TOLD = 20;

  /** Characters of a name that are told: a domain name has no more (RFC 1035 section 2.3.4). */
  private static final int LONGEST = 253;

  /** What a terminal, a log or an XML reader would act on; the joiners are parts of names. */
  private static final Pattern NOT_SHOWN =
      Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} \u200C\u200D]");

  static final String PARAMETER = "DomainName";

  static final Parameter ONE =
      Parameter.required(PARAMETER, Parameter.Kind.TEXT, "The domain name, in any form.");

  static final Parameter MANY =
      Parameter.required(
          PARAMETER,
          Parameter.Kind.LIST,
          "The domain names, in any form; repeats count once. The most is limits.domainsPerTask.");

  /**
   * Reads {@code DomainName.N}; what is wrong is noted in the parameters.
   *
   * @param most most names of a batch
   */
  static BatchNames many(Parameters in, Registries map, int most) {
    List<String> texts = in.requiredList(PARAMETER);
    if (texts.size() > most) {
      in.refuse(
          Refusal.illegal(
              "DomainName: " + texts.size() + " names, and a task takes " + most + " at most.",
              "DomainName：共" + texts.size() + "个域名，每个任务最多" + most + "个。"));
      return read(in, map, List.of());
    }
    return read(in, map, texts);
  }

  /** Reads the one name of {@code DomainName}. */
  static BatchNames one(Parameters in, Registries map) {
    String text = in.required(PARAMETER);
    return read(in, map, text.isEmpty() ? List.of() : List.of(text));
  }

  /** Reads {@code DomainName} where an operation does without it. */
  static BatchNames oneOrNone(Parameters in, Registries map) {
    return read(in, map, in.text(PARAMETER).stream().toList());
  }

  private static BatchNames read(Parameters in, Registries map, List<String> texts) {
    Map<DomainName, String> given = new LinkedHashMap<>();
    Map<DomainName, String> registries = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    for (String text : texts) {
      DomainName.parse(text)
          .ifPresentOrElse(name -> given.putIfAbsent(name, text), () -> unreadable.add(text));
    }
    if (!unreadable.isEmpty()) {
      in.refuse(
          Refusal.illegal(
              "DomainName: " + told(unreadable, BatchNames::shown, "not a domain name "),
              "DomainName：" + told(unreadable, BatchNames::shown, "不是有效的域名 ")));
    }
    given
        .keySet()
        .forEach(name -> map.of(name).ifPresent(registry -> registries.put(name, registry)));
    return new BatchNames(given, registries);
  }

  Set<String> registryNames() {
    return new TreeSet<>(registries.values());
  }

  List<DomainName> unserved() {
    return given.keySet().stream().filter(name -> !registries.containsKey(name)).toList();
  }

  /** The refused names as the caller wrote them: how many, and the first of them. */
  String told(Collection<DomainName> names) {
    return told(names, name -> name, name -> "");
  }

  /** The same with something about each behind its name. */
  <T> String told(Collection<T> rows, Function<T, DomainName> name, Function<T, String> about) {
    return told(rows, row -> spelled(name.apply(row)) + about.apply(row), "");
  }

  /** These are not held by the account, or no registry serves them. */
  Refusal notExist(Collection<DomainName> names) {
    return Refusal.of(ErrorCode.DOMAIN_NOT_EXIST, told(names), told(names));
  }

  private String spelled(DomainName name) {
    return shown(given.getOrDefault(name, name.ascii()));
  }

  private static <T> String told(Collection<T> rows, Function<T, String> text, String what) {
    String first = rows.stream().limit(TOLD).map(text).collect(Collectors.joining(", "));
    String more = rows.size() > TOLD ? ", ..." : "";
    return what + "(" + rows.size() + "): " + first + more;
  }

  /** As the caller wrote it, as far as that can be a name. */
  private static String shown(String name) {
    String cut = name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name;
    return NOT_SHOWN.matcher(cut).replaceAll("?");
  }
}
