package dev.domicile.api;

/** What an operation answers. */
public sealed interface Answer {

  /** Status 200; the gateway puts RequestId in front. */
  record Ok(Tree.Obj body) implements Answer {}

  record Refused(Refusal refusal) implements Answer {}

  static Answer ok(Tree.Obj body) {
    return new Ok(body);
  }

  static Answer refused(Refusal refusal) {
    return new Refused(refusal);
  }
}
