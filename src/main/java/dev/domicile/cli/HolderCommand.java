package dev.domicile.cli;

import dev.domicile.account.Account;
import dev.domicile.app.Seals;
import dev.domicile.change.SetContactsLeft;
import dev.domicile.portfolio.Domains;
import dev.domicile.portfolio.HolderChange;
import dev.domicile.portfolio.HolderOutcome;
import dev.domicile.portfolio.NameList;
import dev.domicile.portfolio.Readings;
import dev.domicile.portfolio.TransferLocks;
import dev.domicile.task.Underway;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code domicile domains remove} and {@code move}: what cannot be done is told line by line on
 * standard error, the outcome on standard output.
 */
final class HolderCommand {

  /** Names in the JSON object; standard error has them all. */
  private static final int MOST_IN_JSON = 1_000;

  private final Streams streams;
  private final boolean json;
  private final boolean skipBad;

  HolderCommand(Streams streams, boolean json, boolean skipBad) {
    this.streams = streams;
    this.json = json;
    this.skipBad = skipBad;
  }

  int remove(@Nullable Path config, List<String> names, @Nullable String account) {
    try (AdminData data = AdminData.open(config)) {
      return run(data, names, account, "Removed", HolderChange::remove);
    }
  }

  int move(@Nullable Path config, List<String> names, @Nullable String account, String to) {
    try (AdminData data = AdminData.open(config)) {
      Optional<Account> holder = data.account(to);
      if (holder.isEmpty()) {
        return streams.refused(AdminData.unknownAccount(to), json);
      }
      return run(
          data, names, account, "Moved", (change, wish) -> change.move(wish, holder.get().id()));
    }
  }

  private int run(
      AdminData data,
      List<String> arguments,
      @Nullable String account,
      String verb,
      BiFunction<HolderChange, HolderChange.Wish, HolderOutcome> action) {
    OptionalLong from = OptionalLong.empty();
    if (account != null) {
      Optional<Account> held = data.account(account);
      if (held.isEmpty()) {
        return streams.refused(AdminData.unknownAccount(account), json);
      }
      from = OptionalLong.of(held.get().id());
    }
    NameList list;
    try {
      list = NameList.read(arguments);
    } catch (NameList.Refused e) {
      return streams.refused(String.valueOf(e.getMessage()), json);
    }
    Told told = new Told();
    list.bad().forEach(reason -> told.bad(reason));
    if (told.bad > 0 && !skipBad) {
      return nothing(told);
    }
    HolderChange.Wish wish = new HolderChange.Wish(list.names(), from, skipBad, AdminData.ACTOR);
    return end(action.apply(change(data), wish), told, verb, account);
  }

  private int end(HolderOutcome outcome, Told told, String verb, @Nullable String account) {
    return switch (outcome) {
      case HolderOutcome.Done done -> {
        done.left().forEach(left -> told.bad(reason(left, account)));
        yield done(done, told, verb);
      }
      case HolderOutcome.Nothing nothing -> {
        nothing.left().forEach(left -> told.bad(reason(left, account)));
        yield nothing(told);
      }
      case HolderOutcome.TooMany(int most) ->
          streams.refused(
              "over "
                  + most
                  + " names are not done all or none, since the service would wait too long; do"
                  + " each by itself with --skip-bad, or split the list",
              json);
    };
  }

  private int done(HolderOutcome.Done done, Told told, String verb) {
    boolean move = verb.equals("Moved");
    if (json) {
      ObjectNode object = Streams.object().put(verb, done.done());
      if (move) {
        object.put("AlreadyThere", done.alreadyThere());
      }
      streams.json(told.into(object));
    } else {
      streams.out().println(verb + ": " + done.done());
      if (move) {
        streams.out().println("AlreadyThere: " + done.alreadyThere());
      }
      streams.out().println("Bad: " + told.bad);
    }
    if (done.locked() > 0 && !move) {
      streams
          .err()
          .println(
              "note: "
                  + done.locked()
                  + " of them had a transfer lock that runs; what of it stands at the registry"
                  + " stays there, and this service will not lift it");
    }
    return Streams.DONE;
  }

  private int nothing(Told told) {
    String reason =
        "nothing was done: "
            + told.bad
            + (told.bad == 1 ? " bad name" : " bad names")
            + "; mend the list, or do the others with --skip-bad";
    if (json) {
      streams.json(told.into(Streams.object()).put("Error", reason));
      streams.err().println("domicile: " + reason);
      return Streams.REFUSED;
    }
    return streams.refused(reason, false);
  }

  private static String reason(HolderOutcome.Left left, @Nullable String account) {
    return left.name()
        + switch (left.reason()) {
          case NOT_HELD ->
              account == null ? " is held by no account" : " is not held by " + account;
          case BUSY -> " has a change under way; wait for its end, or cancel its task";
        };
  }

  private static HolderChange change(AdminData data) {
    return new HolderChange(
        data.database(),
        new Domains(new SecureRandom()),
        new Readings(Seals.open(data.config(), data.database())),
        new TransferLocks(),
        new Underway(),
        new SetContactsLeft(),
        data.audit(),
        data.clock());
  }

  /** What could not be done, told as it is found. */
  private final class Told {

    private final ArrayNode reasons = Streams.object().putArray("Bad");
    private int bad;

    void bad(String reason) {
      streams.err().println(reason);
      bad++;
      if (reasons.size() < MOST_IN_JSON) {
        reasons.add(reason);
      }
    }

    ObjectNode into(ObjectNode object) {
      object.put("BadNames", bad);
      object.set("Bad", reasons);
      return object;
    }
  }
}
