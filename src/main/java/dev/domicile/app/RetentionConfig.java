package dev.domicile.app;

import java.time.Duration;

/** How long things are kept; each key's meaning is in {@link ConfigKeys}. */
public record RetentionConfig(
    Duration tasks,
    Duration beforeImages,
    Duration changes,
    Duration every,
    Duration pause,
    int piece) {

  static RetentionConfig read(ConfigSection section) {
    return new RetentionConfig(
        section.span("tasks"),
        section.span("beforeImages"),
        section.span("changes"),
        section.span("every"),
        section.span("pause"),
        section.whole("piece"));
  }
}
