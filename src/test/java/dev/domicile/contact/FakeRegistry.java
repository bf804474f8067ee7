package dev.domicile.contact;

import dev.domicile.registry.Condition;
import dev.domicile.registry.ContactInfo;
import dev.domicile.registry.DomainInfo;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.Outcome;
import dev.domicile.registry.Poll;
import dev.domicile.registry.Registry;
import dev.domicile.registry.RegistryProfile;
import dev.domicile.registry.Trouble;
import dev.domicile.wire.DomainName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A registry in memory that holds contacts as registries do, and fails on request. */
final class FakeRegistry implements Registry {

  enum Fault {
    NOT_SENT,
    LOST_COMMAND,
    LOST_ANSWER,
    PENDING,
    DENIED_BY_POLICY,
    FAILED_FOR_NOW
  }

  /** Stands for a kill of the process. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private static final Trouble GONE = new Trouble(Trouble.Kind.DISCONNECTED, "lab: ended");

  private final RegistryProfile profile;
  final Map<String, ContactInfo> held = new ConcurrentHashMap<>();
  final List<NewContact> creates = Collections.synchronizedList(new ArrayList<>());
  final List<String> infos = Collections.synchronizedList(new ArrayList<>());
  final Set<String> retired = ConcurrentHashMap.newKeySet();
  final Deque<Fault> createFaults = new ArrayDeque<>();
  final Deque<Fault> infoFaults = new ArrayDeque<>();
  final List<String> clTrids = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> seen = Collections.synchronizedSet(new HashSet<>());

  Consumer<NewContact> beforeCreate = contact -> {};
  Consumer<NewContact> afterCreate = contact -> {};
  UnaryOperator<String> spelling = handle -> handle;
  boolean hidesForeign;

  FakeRegistry(RegistryProfile profile) {
    this.profile = profile;
  }

  int commands() {
    return creates.size() + infos.size();
  }

  void hold(NewContact contact, String sponsor) {
    String handle = spelling.apply(contact.handle());
    held.put(
        key(handle),
        new ContactInfo(
            handle,
            contact.postal(),
            contact.voice(),
            contact.voiceExtension(),
            contact.email(),
            sponsor,
            null,
            contact.disclose()));
  }

  /** As after a restore from an older backup. */
  void lose(String handle) {
    held.remove(key(handle));
  }

  @Override
  public RegistryProfile profile() {
    return profile;
  }

  @Override
  public Outcome<String> createContact(NewContact contact, String clTrid) {
    Fault fault = createFaults.poll();
    if (fault == Fault.NOT_SENT) {
      return new Outcome.NotSent<>(new Trouble(Trouble.Kind.UNREACHABLE, "lab: refused"));
    }
    take(clTrid);
    creates.add(contact);
    beforeCreate.accept(contact);
    return switch (fault) {
      case LOST_COMMAND -> new Outcome.Unknown<>(GONE);
      case DENIED_BY_POLICY -> new Outcome.Refused<>(2306, "policy");
      case FAILED_FOR_NOW -> new Outcome.Refused<>(2400, "later");
      case LOST_ANSWER -> {
        execute(contact);
        yield new Outcome.Unknown<>(GONE);
      }
      case PENDING -> {
        execute(contact);
        yield new Outcome.Pending<>();
      }
      case null, default -> execute(contact);
    };
  }

  private Outcome<String> execute(NewContact contact) {
    if (held.containsKey(key(contact.handle())) || retired.contains(key(contact.handle()))) {
      return new Outcome.Refused<>(2302, "exists");
    }
    hold(contact, profile.registrarId());
    afterCreate.accept(contact);
    return new Outcome.Ok<>(spelling.apply(contact.handle()));
  }

  @Override
  public Outcome<ContactInfo> contactInfo(String handle, String clTrid) {
    Fault fault = infoFaults.poll();
    if (fault == Fault.NOT_SENT) {
      return new Outcome.NotSent<>(new Trouble(Trouble.Kind.UNREACHABLE, "lab: refused"));
    }
    take(clTrid);
    infos.add(handle);
    if (fault == Fault.FAILED_FOR_NOW) {
      return new Outcome.Refused<>(2400, "later");
    }
    if (fault == Fault.LOST_COMMAND || fault == Fault.LOST_ANSWER) {
      return new Outcome.Unknown<>(GONE);
    }
    ContactInfo found = held.get(key(handle));
    if (found == null) {
      return new Outcome.Refused<>(2303, "not there");
    }
    return hidesForeign && !found.sponsor().equals(profile.registrarId())
        ? new Outcome.Refused<>(2201, "not yours")
        : new Outcome.Ok<>(found);
  }

  private void take(String clTrid) {
    clTrids.add(clTrid);
    if (!seen.add(clTrid)) {
      throw new AssertionError("clTRID sent twice: " + clTrid);
    }
  }

  private static String key(String handle) {
    return handle.toUpperCase(Locale.ROOT);
  }

  @Override
  public Outcome<DomainInfo> domainInfo(DomainName domain, String clTrid) {
    throw new AssertionError("contacts need no domain:info");
  }

  @Override
  public Outcome<Applied> updateDomain(DomainUpdate update, String clTrid) {
    throw new AssertionError("contacts need no domain:update");
  }

  @Override
  public Outcome<Poll> poll(String clTrid) {
    throw new AssertionError("contacts need no poll");
  }

  @Override
  public Outcome<Applied> acknowledge(String messageId, String clTrid) {
    throw new AssertionError("contacts need no poll");
  }

  @Override
  public Condition condition() {
    return new Condition(1, 0, null);
  }

  @Override
  public void close() {}
}
