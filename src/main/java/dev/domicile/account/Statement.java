package dev.domicile.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One statement of a policy, made ready for many questions. */
final class Statement {

  private final boolean allow;
  private final List<Glob> actions;
  private final Map<String, List<ResourcePattern>> exact = new HashMap<>();
  private final List<ResourcePattern> wild = new ArrayList<>();

  Statement(boolean allow, List<String> actions, List<ResourcePattern> resources) {
    this.allow = allow;
    this.actions = actions.stream().map(text -> new Glob(text.toLowerCase(Locale.ROOT))).toList();
    for (ResourcePattern resource : resources) {
      if (resource.isWild()) {
        wild.add(resource);
      } else {
        exact
            .computeIfAbsent(resource.relative().pattern(), name -> new ArrayList<>())
            .add(resource);
      }
    }
  }

  boolean allows() {
    return allow;
  }

  /** Letters of any case, so that a Deny is not missed by its spelling. */
  boolean isAbout(String action) {
    String lower = action.toLowerCase(Locale.ROOT);
    return actions.stream().anyMatch(pattern -> pattern.matches(lower));
  }

  boolean isAbout(Resource resource) {
    for (ResourcePattern pattern : exact.getOrDefault(resource.relative(), List.of())) {
      if (pattern.isOf(resource)) {
        return true;
      }
    }
    for (ResourcePattern pattern : wild) {
      if (pattern.matches(resource)) {
        return true;
      }
    }
    return false;
  }
}
