package dev.domicile.account;

import java.util.List;

/**
 * What an access key may do within its account, in RAM's language: a Deny counts over any Allow,
 * and what no statement allows is not allowed.
 */
public final class Policy {

  /** Of a key that has no policy. */
  public static final Policy EVERYTHING =
      new Policy(
          "", List.of(new Statement(true, List.of("*"), List.of(ResourcePattern.EVERYTHING))));

  /** What came of reading one. */
  public sealed interface Parsed {

    record Read(Policy policy) implements Parsed {}

    /**
     * @param reason one line for people, with the place
     */
    record Wrong(String reason) implements Parsed {}
  }

  private final String json;
  private final List<Statement> statements;

  Policy(String json, List<Statement> statements) {
    this.json = json;
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads RAM's JSON: {@code {"Version": "1", "Statement": [{"Effect", "Action", "Resource"}]}}.
   * What this service does not understand is refused, Condition for one: a policy that is followed
   * in part only would allow what its author meant to forbid.
   */
  public static Parsed parse(String json) {
    return PolicyReader.read(json);
  }

  /** As it was written; empty for {@link #EVERYTHING}. */
  public String json() {
    return json;
  }

  /** The statements about one action, for questions about many resources. */
  public Rules on(String action) {
    return new Rules(statements.stream().filter(one -> one.isAbout(action)).toList());
  }

  public boolean allows(String action, Resource resource) {
    return on(action).allow(resource);
  }

  /** A policy's statements about one action. */
  public static final class Rules {

    private final List<Statement> about;

    private Rules(List<Statement> about) {
      this.about = about;
    }

    public boolean allow(Resource resource) {
      boolean allowed = false;
      for (Statement statement : about) {
        if (statement.isAbout(resource)) {
          if (!statement.allows()) {
            return false;
          }
          allowed = true;
        }
      }
      return allowed;
    }
  }

  @Override
  public String toString() {
    return "Policy[" + statements.size() + " statements]";
  }
}
