package dev.domicile.app;

import static dev.domicile.app.ConfigKey.of;
import static dev.domicile.app.ConfigKey.optional;
import static dev.domicile.app.ConfigKey.required;

import dev.domicile.app.Allowed.Decimal;
import dev.domicile.app.Allowed.FilePath;
import dev.domicile.app.Allowed.Flag;
import dev.domicile.app.Allowed.Many;
import dev.domicile.app.Allowed.OneOf;
import dev.domicile.app.Allowed.SecretText;
import dev.domicile.app.Allowed.Shaped;
import dev.domicile.app.Allowed.Size;
import dev.domicile.app.Allowed.Span;
import dev.domicile.app.Allowed.Whole;
import dev.domicile.app.Allowed.WholeOrAuto;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every key of the configuration, once: the reader takes defaults and allowed values from here, and
 * the table in {@code docs/operating.md} is tested against it.
 */
final class ConfigKeys {

  private static final Duration MS = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static final Shaped ADDRESS =
      shaped(
          "an IP address or localhost, a colon and a port of 0 to 65535 (0: any free one); IPv6 in"
              + " square brackets and quotes",
          "(localhost|[0-9.]+|\\[[0-9a-fA-F:.]+\\]):[0-9]{1,5}");

  private static final FilePath PEM = new FilePath("a PEM file");

  private static final Shaped DESTINATION =
      shaped(
          "an https:// address, an http:// address on loopback, or a file's path", "\\S.{0,2000}");

  private static final Many URIS = new Many("a list of URIs", Pattern.compile("\\S{1,255}"), 0);

  private ConfigKeys() {}

  static final List<ConfigKey> ALL =
      Stream.of(
              service(), tls(), limits(), throttle(), engine(), retention(), delivery(), registry())
          .flatMap(List::stream)
          .toList();

  static ConfigKey at(String path) {
    return ALL.stream()
        .filter(key -> key.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("key " + path + " is not in the table"));
  }

  /** The names that may stand directly under a path, in their order. */
  static TreeSet<String> under(String path) {
    String prefix = path.isEmpty() ? "" : path + ".";
    TreeSet<String> names = new TreeSet<>();
    for (ConfigKey key : ALL) {
      if (key.path().startsWith(prefix)) {
        String rest = key.path().substring(prefix.length());
        names.add(rest.split("[.\\[]", 2)[0]);
      }
    }
    return names;
  }

  private static List<ConfigKey> service() {
    return List.of(
        of(
            "listen",
            "127.0.0.1:8080",
            ADDRESS,
            "Where the API answers. Requests carry personal data, so another address than loopback"
                + " is refused without tls, unless behindTls is true."),
        of(
            "admin",
            "127.0.0.1:8081",
            ADDRESS,
            "Where /healthz, /readyz and /metrics answer. They hold no personal data and no"
                + " secrets, but are not for the public either."),
        of(
            "behindTls",
            "false",
            new Flag(),
            "Says that a proxy in front ends TLS; without tls, only then may listen be reachable"
                + " from elsewhere. Requests then all come from the proxy's address."),
        of(
            "apiTimeZone",
            "Asia/Shanghai",
            shaped("a time zone such as Asia/Shanghai or UTC", "[A-Za-z0-9+_/:-]{1,64}"),
            "Of the time strings in answers, as the official samples have it, and of dates without"
                + " a zone in import files."),
        of(
            "timestampWindow",
            "15m",
            new Span(MS, DAY.multipliedBy(4_000_000)),
            "How far a request's Timestamp may lie from the clock, as the API documents. Thousands"
                + " of years switch the check off, for replays."),
        of(
            "maxDomainsPerTask",
            "10000",
            new Whole(1, 100_000),
            "Most domains in one batch. The API publishes no limit; 100000 names are a request of"
                + " some 4 MB."),
        of(
            "freshFor",
            "24h",
            new Span(Duration.ZERO, DAY.multipliedBy(365)),
            "How long a registry's reading of a domain counts as known. A younger one saves a"
                + " command per domain; with 0 every domain is read before it is changed."),
        of(
            "verifyAtSubmit",
            "0",
            new Whole(0, 100_000),
            "Largest batch whose domains are read at the registry before it is accepted. It makes"
                + " the submit as slow as the registry, so it is off."),
        of(
            "database",
            "sqlite:data/domicile.db",
            shaped(
                "sqlite:PATH, postgresql://user:password@host:5432/name?option=value, or env:NAME"
                    + " or file:PATH where one of them stands",
                "(sqlite:|postgresql://).+"),
            "Where tasks, domains and accounts are kept: one file, whose folder is made if need be,"
                + " or a database of PostgreSQL 15 or later. Options: sslmode and the driver's"
                + " others for TLS, connections (16; 2 to 500) of this process at most, force=true"
                + " to take a server that may lose what it has confirmed."),
        of(
            "masterKey",
            "file:data/master.key",
            shaped("file:PATH", "file:.+"),
            "Seals contacts, readings and secrets at rest. Made with mode 0600 on first start; back"
                + " it up apart from the database, which is unreadable without it."),
        of(
            "transferLockFor",
            "60d",
            new Span(MS, DAY.multipliedBy(3650)),
            "How long a domain stays locked after a registrant change. 60 x 24 hours is the API's"
                + " promise; other values are for tests."));
  }

  private static List<ConfigKey> tls() {
    return List.of(
        optional(
            "tls.certificate",
            "none",
            PEM,
            "The API's certificate followed by its intermediates. With it the API speaks HTTPS (TLS"
                + " 1.2 or later) and nothing else."),
        optional("tls.key", "none", PEM, "Its private key, not encrypted; mode 0600."),
        of(
            "tls.checkEvery",
            "5s",
            new Span(MS, HOUR),
            "How often both files are looked at. New ones serve new connections, and the old ones"
                + " stay in use while the new do not fit together."));
  }

  private static List<ConfigKey> throttle() {
    Whole rate = new Whole(0, 1_000_000);
    Whole burst = new Whole(1, 10_000_000);
    return List.of(
        of(
            "throttle.perSecond",
            "100",
            rate,
            "Requests of one access key in a second, in the long run; 0 for any number. Others are"
                + " told Throttling.User, and when to come back."),
        of("throttle.burst", "200", burst, "Requests that a key which was quiet may send at once."),
        of(
            "throttle.accountPerSecond",
            "100",
            rate,
            "The same for all keys of an account together. Where an account has many busy keys, set"
                + " it above a key's, so that no key can take all of its account's."),
        of(
            "throttle.accountBurst",
            "200",
            burst,
            "Requests that a quiet account may send at once."),
        of(
            "throttle.addressFailuresPerSecond",
            "20",
            rate,
            "Requests of one client address that do not prove who sent them, such as those with a"
                + " wrong signature; 0 for any number. More are told Throttling and not what is"
                + " wrong; good requests of that address still pass."),
        of(
            "throttle.addressFailuresBurst",
            "200",
            burst,
            "Such requests at once, of an address that was quiet."));
  }

  private static List<ConfigKey> limits() {
    return List.of(
        of(
            "limits.requestLine",
            "8MiB",
            new Size(1 << 10, 64 << 20),
            "Longest request line: the SDKs put all parameters there, 25 to 40 bytes for a"
                + " domain."),
        of("limits.headers", "64KiB", new Size(1 << 10, 1 << 20), "All header fields together."),
        of(
            "limits.body",
            "8MiB",
            new Size(1 << 10, 64 << 20),
            "Largest body, for clients that send the parameters as a form."),
        of(
            "limits.inFlight",
            "64MiB",
            new Size(1 << 20, 1 << 30),
            "Request lines and bodies of all requests under way together; what is over it is told"
                + " ServiceUnavailable. Requests under 64KiB do not count. A batch takes some ten"
                + " times its size in memory while it is read."),
        of(
            "limits.parameters",
            "120000",
            new Whole(100, 1_000_000),
            "Most parameters of a request: the largest batch and its contact. At least"
                + " maxDomainsPerTask and 100 more."),
        of(
            "limits.otherParameters",
            "1000",
            new Whole(0, 100_000),
            "Most parameters whose names the operation does not know. Clients send some of their"
                + " own; thousands are a mistake or an attack."),
        of(
            "limits.nonces",
            "1000000",
            new Whole(1_000, 100_000_000),
            "Most nonces remembered in memory, some 100 bytes each: 1100 requests a second over a"
                + " window of 15 minutes."),
        of(
            "limits.namesInMemory",
            "2000000",
            new Whole(0, 100_000_000),
            "Most domain names held in memory, some 60 bytes each, of accounts with 20000 or more"
                + " and at most 4194304: QueryDomainList filters them there. What is not held is"
                + " looked for in the database, which takes several times as long."),
        of(
            "limits.connections",
            "1024",
            new Whole(1, 100_000),
            "Most connections at a time; further ones wait."),
        of(
            "limits.idleTimeout",
            "120s",
            new Span(MS, HOUR),
            "How long a connection may be silent. Some SDKs fail a call when a kept connection is"
                + " dropped as they use it again, so 75s or more."),
        of(
            "limits.stopTimeout",
            "10s",
            new Span(Duration.ZERO, HOUR),
            "How long requests under way may take to end when the service is stopped."));
  }

  private static List<ConfigKey> engine() {
    Span pause = new Span(MS, DAY);
    return List.of(
        of(
            "engine.lease",
            "6s",
            new Span(Duration.ofSeconds(1), DAY),
            "How long claimed work is left to a process that gives no sign of life; it gives one"
                + " each quarter of this. The processes' clocks may differ by a small part of it."),
        of(
            "engine.poll",
            "500ms",
            pause,
            "How often the database is looked at for due work; a submit wakes the workers at"
                + " once."),
        of(
            "engine.inFlight",
            "auto",
            new WholeOrAuto(1, 10_000),
            "Most domains of one registry under way at a time. auto: 16 for each session and 4 for"
                + " each further command of its pipeline, and 32 at least, so that no session waits"
                + " for the database."),
        of(
            "engine.groupCommit",
            "200",
            new Whole(1, 10_000),
            "Most results in one transaction. A commit costs a thousand times a statement, and a"
                + " long one keeps submits waiting."),
        of(
            "engine.backoff.first",
            "1s",
            pause,
            "First pause after a registry said no for now; doubles each time."),
        of("engine.backoff.most", "60s", pause, "Longest of these pauses."),
        of(
            "engine.settle.first",
            "1s",
            pause,
            "Pause before a look at a domain whose command was sent and not answered: the registry"
                + " may still be carrying it out."),
        of("engine.settle.most", "60s", pause, "Longest of these pauses."),
        of(
            "engine.gate.first",
            "1s",
            pause,
            "First pause before the next try at a registry that cannot be reached at all; doubles"
                + " each time."),
        of(
            "engine.gate.most",
            "10s",
            pause,
            "Longest of these pauses. With connectTimeout and reconnect.most of a registry it is"
                + " how long after that one's return work may stand still."),
        of(
            "engine.pendingCheck.first",
            "1m",
            pause,
            "First pause before a look at a change that the registry has still to decide; doubles"
                + " each time."),
        of("engine.pendingCheck.most", "6h", pause, "Longest of these pauses."),
        of(
            "engine.stopTimeout",
            "25s",
            new Span(Duration.ZERO, HOUR),
            "How long a stop waits for commands under way; longer than a registry's timeout. What"
                + " is not answered by then is settled after the next start."));
  }

  private static List<ConfigKey> retention() {
    Span kept = new Span(DAY, DAY.multipliedBy(3650));
    return List.of(
        of(
            "retention.tasks",
            "180d",
            kept,
            "How long a task and its details are kept after its last domain has ended. Contacts"
                + " that no kept task and no domain has any more go as late; a domain's current"
                + " contacts stay."),
        of(
            "retention.beforeImages",
            "30d",
            kept,
            "How long what a domain had before a change is kept after its end: the time in which"
                + " the change could be undone."),
        of(
            "retention.changes",
            "460d",
            kept,
            "How long entries of the audit are kept, the record of who changed what: 15 months and"
                + " a few days, as long as registrars must answer for a change."),
        of(
            "retention.every",
            "1h",
            new Span(MS, DAY.multipliedBy(30)),
            "How often is looked for what is over."),
        of(
            "retention.pause",
            "50ms",
            new Span(MS, HOUR),
            "Between two pieces, so that others write in between."),
        of(
            "retention.piece",
            "500",
            new Whole(1, 100_000),
            "Most rows removed in one transaction; a long one keeps submits waiting."));
  }

  private static List<ConfigKey> delivery() {
    Span pause = new Span(MS, DAY);
    return List.of(
        of(
            "delivery.timeout",
            "10s",
            new Span(MS, HOUR),
            "How long an endpoint of feed or pollTo may take to answer; then the post is"
                + " repeated."),
        of(
            "delivery.parallel",
            "8",
            new Whole(1, 256),
            "Most posts to one endpoint at a time, never two of one domain. A slow endpoint with"
                + " 100 ms to an answer takes 80 records a second."),
        of(
            "delivery.poll",
            "200ms",
            pause,
            "How often the outbox is looked at; what a record waits at most before its first"
                + " delivery."),
        of(
            "delivery.backoff.first",
            "1s",
            pause,
            "First pause after a delivery that was not taken; doubles each time, and a random half"
                + " of it may be left out."),
        of(
            "delivery.backoff.most",
            "60s",
            pause,
            "Longest of these pauses, and how soon a receiver that was away is found back."),
        optional(
            "delivery.ca",
            "the JDK's authorities",
            PEM,
            "The authorities that endpoints' certificates may come from."));
  }

  private static List<ConfigKey> registry() {
    Span wait = new Span(MS, HOUR);
    return List.of(
        required(
            "registries[].name",
            shaped("1 to 32 letters, digits and . _ -", "[A-Za-z0-9][A-Za-z0-9._-]{0,31}"),
            "The registry's name in this service; work and handles are kept under it, so it must"
                + " not change."),
        required(
            "registries[].tlds",
            new Many("a list of suffixes without a leading dot", Pattern.compile("[^.\\s]\\S*"), 1),
            "The suffixes it serves; the longest one that fits a name decides. None may be served"
                + " twice."),
        of(
            "registries[].connector",
            "epp",
            new OneOf(List.of("epp", "none")),
            "How the registry is spoken to. With none it is not: contacts are kept in this"
                + " service's own record alone, locks are refused, and the keys of a connection"
                + " stay out."),
        required(
            "registries[].host",
            shaped("a host name or IP address", "[A-Za-z0-9.:_-]{1,253}"),
            "Where it is."),
        of("registries[].port", "700", new Whole(1, 65_535), "The port of EPP (RFC 5734)."),
        of(
            "registries[].plain",
            "false",
            new Flag(),
            "No TLS, for a test server; for hosts on loopback only, since the password would travel"
                + " in clear."),
        optional(
            "registries[].tls.ca",
            "the JDK's authorities",
            PEM,
            "The authorities that the registry's certificate may come from."),
        optional(
            "registries[].tls.certificate",
            "none",
            PEM,
            "Our client certificate followed by its intermediates."),
        optional("registries[].tls.key", "none", PEM, "Its private key, not encrypted; mode 0600."),
        optional(
            "registries[].tls.hostname",
            "host",
            shaped("a host name or IP address", "[A-Za-z0-9.:_-]{1,253}"),
            "The name that the registry's certificate must carry."),
        required(
            "registries[].login.id",
            shaped("3 to 16 characters without spaces", "\\S{3,16}"),
            "Our registrar id there (clID)."),
        required(
            "registries[].login.password",
            new SecretText(),
            "At least 6 characters; over 16 the registry must offer RFC 8807. Never printed or"
                + " logged."),
        optional(
            "registries[].login.newPassword",
            "none",
            new SecretText(),
            "Set at the registry at the next login. Once that is in the log, write it into password"
                + " and remove this key; until then both are tried, each once. Long ones as"
                + " above."),
        of(
            "registries[].sessions",
            "4",
            new Whole(1, 1_000),
            "Most sessions held open; registries allow few."),
        of(
            "registries[].pipeline",
            "1",
            new Whole(1, 50),
            "Commands sent on a session before the first is answered; over 1 only where the"
                + " registry is known to answer in order."),
        of(
            "registries[].commandsPerSecond",
            "0",
            new Decimal("0 for no limit, or a number, 0.001 to 100000", 0.001, 100_000),
            "Most commands a second over all sessions; logins, logouts and hellos do not count. A"
                + " registry that is asked faster refuses, or closes the connection."),
        of(
            "registries[].burst",
            "1",
            new Whole(1, 100_000),
            "Commands that may be sent at once after a silence, before commandsPerSecond holds; 1"
                + " spaces them evenly, which every way of counting allows."),
        of(
            "registries[].maxCommandsPerSession",
            "0",
            new Whole(0, 1_000_000_000),
            "Commands that a session carries, its login counted, before it is logged out and"
                + " another one opened; 0 for no limit. A registry that closes it under a command"
                + " leaves that one's outcome unknown."),
        of(
            "registries[].maxFrame",
            "4MiB",
            new Size(1 << 10, 64 << 20),
            "Largest frame that is taken from the registry, so that a wrong length costs no memory."
                + " Answers have some 2 KiB."),
        of(
            "registries[].logFrames",
            "false",
            new Flag(),
            "Writes every frame to the log, for looking into what a registry does: names of"
                + " domains, handles, statuses, codes and dates, and *** for all else."),
        of(
            "registries[].timeout",
            "20s",
            wait,
            "How long an answer is awaited; then the outcome is unknown and is settled by a look."),
        of("registries[].connectTimeout", "10s", wait, "For TCP, and again for TLS and greeting."),
        of(
            "registries[].keepAlive",
            "50s",
            wait,
            "Idle time after which a hello is sent; under half of the registry's idle limit."),
        of(
            "registries[].waitForSession",
            "30s",
            wait,
            "How long a command waits while all sessions are busy."),
        of(
            "registries[].reconnect.first",
            "1s",
            wait,
            "First pause after a session could not be had; doubles each time."),
        of(
            "registries[].reconnect.most",
            "5s",
            wait,
            "Longest of these pauses. With connectTimeout and engine.gate.most it is how long after"
                + " a registry's return work may stand still."),
        of(
            "registries[].reconnect.refused",
            "1h",
            new Span(MS, DAY.multipliedBy(365)),
            "Pause after a refused login, ended earlier by a restart: each further try brings a"
                + " lock-out nearer, and none helps before somebody has set the login right."),
        of(
            "registries[].reconnect.sessionLimit",
            "5m",
            wait,
            "How long a registry is believed that answered 2502 to a login while other sessions"
                + " were open; then one more is tried at a time."),
        of(
            "registries[].contacts",
            "full",
            new OneOf(List.of("full", "registrant-tech", "optional", "none")),
            "Which contacts the registry holds. optional: all, and a domain may go without any."
                + " With none its contacts are never spoken of, but locks still are."),
        of(
            "registries[].onUnsupported",
            "local",
            new OneOf(List.of("local", "fail")),
            "What becomes of a contact for a role that the registry does not hold. local changes"
                + " this service's own record and says so in TaskResult; fail says that nothing was"
                + " changed."),
        optional(
            "registries[].feed",
            "none",
            DESTINATION,
            "The registrar's RDAP or WHOIS system, to which contacts go that the registry does not"
                + " hold. With it a domain is done when that system has taken its contact; without"
                + " it TaskResult says that the contact is published nowhere."),
        optional(
            "registries[].feedSecret",
            "none",
            new SecretText(),
            "Signs the posts to the feed's endpoint; at least 16 characters, required there."),
        of(
            "registries[].poll",
            "off",
            new OneOf(List.of("off", "all")),
            "Whether the registry's messages are read. There is one queue for a registrar, and who"
                + " acknowledges a message takes it from all others, so it is off. all: each is"
                + " stored, delivered to pollTo, and only then acknowledged; decisions on pending"
                + " changes are looked at at once."),
        optional(
            "registries[].pollTo",
            "none",
            DESTINATION,
            "Where the messages go; required with poll: all, since after the acknowledgement"
                + " nobody else has them."),
        optional(
            "registries[].pollSecret",
            "none",
            new SecretText(),
            "Signs the posts to pollTo's endpoint; at least 16 characters, required there."),
        of(
            "registries[].pollEvery",
            "30s",
            wait,
            "How often an empty queue of messages is looked at; each look is a command."),
        of(
            "registries[].readBack",
            "first",
            new OneOf(List.of("first", "all", "off")),
            "Which domains are read again after the registry said that they are changed: the first"
                + " of each task, all, or none. Some registries silently leave out a role; once"
                + " that shows, first reads all of that task, and each fails that was not"
                + " changed."),
        of(
            "registries[].liftUpdateLock",
            "false",
            new Flag(),
            "Whether a domain's clientUpdateProhibited is lifted for a change, in the change's own"
                + " command, and put back by a second one, over any crash. Off, such a domain fails"
                + " with UPDATE_LOCK: the lock is its holder's."),
        of(
            "registries[].pendingWarnAfter",
            "3d",
            new Span(MS, DAY.multipliedBy(365)),
            "How long the registry may decide on a change (1001) before each look at it is told in"
                + " the log and counted. Registries that ask the old holder take a week or more."),
        of(
            "registries[].postalInfo",
            "int",
            new OneOf(List.of("int", "loc", "both")),
            "Which forms of an address it takes: ASCII, any script, or both."),
        of(
            "registries[].transliterate",
            "false",
            new Flag(),
            "Whether the ASCII form of an address may be made from Chinese characters, where a"
                + " parameter is absent or not ASCII; the result then says"
                + " DONE_TRANSLITERATED. Off, such a batch is refused."),
        of(
            "registries[].disclose",
            "none",
            new OneOf(List.of("none", "copy", "registryDefault")),
            "What a new contact shows to the public. none: asks the registry to hide all of it, so"
                + " that nobody is exposed whom the old contact hid; copy: as the old contact has"
                + " it, which is read for that, and all hidden where it cannot be read or is"
                + " another registrar's; registryDefault: says nothing, for registries that refuse"
                + " the element."),
        of(
            "registries[].cnnic",
            "false",
            new Flag(),
            "Whether contacts carry the extension cnnic-contact-1.0, as .cn asks for it: whose"
                + " document, its type and its number. Batches must then give"
                + " IdentityCredentialType and IdentityCredentialNo."),
        of(
            "registries[].handles",
            "client",
            new OneOf(List.of("client", "server")),
            "Who makes the handles of new contacts. With server the one that the registry answers"
                + " is used, and a create whose answer was lost is not repeated blindly: it waits"
                + " for domicile contacts resolve."),
        of(
            "registries[].handlePrefix",
            "D",
            shaped("0 to 8 of A-Z, 0-9 and -, in quotes", "[A-Z0-9-]{0,8}"),
            "What the handles made here begin with; some registries give each registrar a prefix. A"
                + " random rest follows, 16 characters in all."),
        of(
            "registries[].requires",
            "Address, Telephone",
            new Many(
                "a list of Address, Telephone, PostalCode, Province, RegistrantOrganization",
                Pattern.compile("Address|Telephone|PostalCode|Province|RegistrantOrganization"),
                0),
            "Parameters that a batch with its domains must have, beside those always required."),
        optional(
            "registries[].objects",
            "none",
            URIS,
            "Object URIs to name at login beside domain and contact, as far as the greeting offers"
                + " them."),
        optional(
            "registries[].extensions",
            "none",
            URIS,
            "Extension URIs to name at login, as far as the greeting offers them."));
  }

  private static Shaped shaped(String text, String pattern) {
    return new Shaped(text, Pattern.compile(pattern));
  }
}
