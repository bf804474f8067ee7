package dev.domicile.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a caller must know of an operation: the gateway reads its parameters' names from it, and the
 * manual is made of it.
 */
public final class Description {

  private final String summary;
  private final List<Parameter> parameters;
  private final Set<ErrorCode> errors;
  private final Set<String> names;

  private Description(String summary, List<Parameter> parameters, Set<ErrorCode> errors) {
    this.summary = summary;
    this.parameters = List.copyOf(parameters);
    this.errors = Set.copyOf(errors);
    this.names = parameters.stream().map(Parameter::name).collect(Collectors.toUnmodifiableSet());
  }

  public static Description of(String summary) {
    return new Description(summary, List.of(), Set.of());
  }

  public Description with(Parameter parameter) {
    return with(List.of(parameter));
  }

  public Description with(Collection<Parameter> more) {
    List<Parameter> all = new ArrayList<>(parameters);
    all.addAll(more);
    return new Description(summary, all, errors);
  }

  /** The codes that the operation itself can answer, those of its parameters' forms aside. */
  public Description refusing(ErrorCode... codes) {
    return new Description(summary, parameters, Set.of(codes));
  }

  /** One sentence. */
  public String summary() {
    return summary;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** In the order of the catalogue. */
  public Set<ErrorCode> errors() {
    EnumSet<ErrorCode> all = EnumSet.noneOf(ErrorCode.class);
    all.addAll(errors);
    if (parameters.stream().anyMatch(Parameter::required)) {
      all.add(ErrorCode.MISSING);
    }
    if (parameters.stream().anyMatch(Description::hasForm)) {
      all.add(ErrorCode.INVALID);
    }
    return all;
  }

  private static boolean hasForm(Parameter parameter) {
    return switch (parameter.kind()) {
      case INTEGER, FLAG -> true;
      case TEXT, LIST -> false;
    };
  }

  Set<String> names() {
    return names;
  }
}
