package dev.domicile.cli;

import dev.domicile.account.AccessKeys;
import dev.domicile.account.Account;
import dev.domicile.account.ChangeKey;
import dev.domicile.account.CreateKey;
import dev.domicile.account.SecurityToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells of access keys, as lines or as one JSON object. */
record KeyReport(Streams streams, boolean json) {

  void created(Account account, CreateKey.Outcome.Created made) {
    Optional<SecurityToken> token = made.token();
    if (json) {
      ObjectNode object =
          Streams.object()
              .put("Account", account.name())
              .put("AccessKeyId", made.key().id())
              .put("AccessKeySecret", made.key().secret());
      token.ifPresent(
          one -> object.put("SecurityToken", one.value()).put("Expiration", time(one.expiresAt())));
      streams.json(object);
    } else {
      streams.out().println("AccessKeyId: " + made.key().id());
      streams.out().println("AccessKeySecret: " + made.key().secret());
      token.ifPresent(
          one -> {
            streams.out().println("SecurityToken: " + one.value());
            streams.out().println("Expiration: " + time(one.expiresAt()));
          });
    }
  }

  void changed(Account account, String id, ChangeKey.Change change) {
    if (json) {
      streams.json(
          Streams.object()
              .put("Account", account.name())
              .put("AccessKeyId", id)
              .put("Done", change.done()));
    } else {
      streams.out().println(id + " " + change.done());
    }
  }

  /**
   * @param now epoch milliseconds
   */
  void list(Account account, List<AccessKeys.Listed> keys, long now) {
    if (!json) {
      keys.forEach(key -> streams.out().println(line(key, now)));
      return;
    }
    ObjectNode object =
        Streams.object()
            .put("Account", account.name())
            .put("AccountId", Long.toString(account.id()));
    ArrayNode list = object.putArray("Keys");
    for (AccessKeys.Listed key : keys) {
      ObjectNode one = list.addObject();
      one.put("AccessKeyId", key.id());
      one.put("Status", status(key, now));
      one.put("Created", time(key.createdAt()));
      key.expiresAt().ifPresent(at -> one.put("Expiration", time(at)));
      if (!key.policy().isEmpty()) {
        one.set("Policy", new JsonMapper().readTree(key.policy()));
      }
    }
    streams.json(object);
  }

  private static String line(AccessKeys.Listed key, long now) {
    return key.id()
        + "  "
        + status(key, now)
        + "  created "
        + time(key.createdAt())
        + key.expiresAt().map(at -> "  expires " + time(at)).orElse("")
        + (key.policy().isEmpty() ? "" : "  with a policy");
  }

  private static String status(AccessKeys.Listed key, long now) {
    if (key.expiresAt().filter(at -> at <= now).isPresent()) {
      return "expired";
    }
    return key.enabled() ? "enabled" : "disabled";
  }

  private static String time(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).toString();
  }
}
