package dev.domicile.registry.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * What a command comes to.
 *
 * @param reason which parameter and why, for people; never a value of personal data
 * @param data writes what goes into resData
 * @param queue writes the msgQ of answers to poll
 */
record Answer(
    ResultCode code,
    @Nullable String reason,
    @Nullable ResponseData data,
    @Nullable ResponseData queue) {

  static Answer of(ResultCode code) {
    return new Answer(code, null, null, null);
  }

  static Answer with(ResponseData data) {
    return new Answer(ResultCode.COMPLETED, null, data, null);
  }

  static Answer refused(ResultCode code, String reason) {
    return new Answer(code, reason, null, null);
  }

  /** Writes the one element that stands in resData. */
  @FunctionalInterface
  interface ResponseData {
    void write(EppWriter out);
  }
}
