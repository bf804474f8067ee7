package dev.domicile.api;

import java.time.Duration;

/** Told of every answer, for counters. Must not block or throw. */
public interface RequestObserver {

  RequestObserver NONE = seen -> {};

  void answered(Seen seen);

  /**
   * @param action the operation's name; empty where the request named none that is known, so that
   *     clients cannot make up label values
   * @param code of the error, empty for a success
   */
  record Seen(String action, int status, String code, Duration took) {}
}
