package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A running registry. Its threads are daemons: a program that does nothing else must wait itself.
 *
 * <p>What it shows of domains, contacts and counts is as of the call and includes every command
 * that has been answered.
 */
public final class Sandbox implements AutoCloseable {

  private final DataFolder folder;
  private final Desk desk;
  private final Listener listener;

  private Sandbox(DataFolder folder, Desk desk, Listener listener) {
    this.folder = folder;
    this.desk = desk;
    this.listener = listener;
  }

  /**
   * Opens the folder, or makes it with its certificates, password and sample, and listens.
   *
   * @throws IOException with one line that says what is wrong: the port is in use, the folder
   *     cannot be written, another sandbox runs in it, a file in it cannot be read
   */
  public static Sandbox start(SandboxOptions options) throws IOException {
    DataFolder folder = new DataFolder(options.folder());
    try {
      return start(options, folder);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static Sandbox start(SandboxOptions options, DataFolder folder) throws IOException {
    Registrar registrar =
        new Registrar(options.registrarId(), options.password(), folder, options.random());
    ServerTls tls = tls(options, folder);
    Register register =
        new Register(
            folder.file("state"),
            options.random(),
            empty ->
                SampleDomains.fill(
                    empty,
                    options.rules().policy(),
                    options.sampleDomains(),
                    options.registrarId(),
                    options.clock().instant()));
    try {
      Desk desk = desk(options, register, registrar);
      Listener listener = new Listener(options.port(), tls, desk);
      listener.start();
      return new Sandbox(folder, desk, listener);
    } catch (IOException | RuntimeException e) {
      register.close();
      throw e;
    }
  }

  private static ServerTls tls(SandboxOptions options, DataFolder folder) throws IOException {
    try {
      return new ServerTls(
          folder, options.rules().clientCertificate(), InstantSource.system().instant());
    } catch (GeneralSecurityException e) {
      throw new IOException("certificates in " + options.folder() + ": " + e.getMessage(), e);
    }
  }

  private static Desk desk(SandboxOptions options, Register register, Registrar registrar) {
    Policy policy = options.rules().policy();
    return new Desk(
        register,
        registrar,
        new Commands(register, policy, options.clock()),
        new Greeting(options.clock(), policy.objects(), policy.extensions()),
        options.rules(),
        options.faults(),
        new CardDesk(),
        new CardDomains(register, policy, registrar.id(), options.clock()),
        new Doorway(),
        new Semaphore(options.rules().maxSessions()),
        HexFormat.of().toHexDigits(options.random().nextLong()),
        new AtomicLong(),
        new Tally<>(),
        new Tally<>(),
        new AtomicLong(),
        options.clock());
  }

  /** On loopback. */
  public int port() {
    return listener.port();
  }

  public SandboxCredentials credentials() {
    return new SandboxCredentials(
        folder.file("ca.crt"),
        folder.file("client.crt"),
        folder.file("client.key"),
        desk.registrar().id(),
        desk.registrar().password());
  }

  /**
   * @param name lower case
   */
  public Optional<HeldDomain> domain(String name) {
    settle();
    return Optional.ofNullable(desk.register().domain(name));
  }

  /** All of them, in no order. */
  public List<HeldDomain> domains() {
    settle();
    return List.copyOf(desk.register().domains());
  }

  /**
   * @param handle upper case
   */
  public Optional<HeldContact> contact(String handle) {
    return Optional.ofNullable(desk.register().contact(handle));
  }

  /** All of them, in no order. */
  public List<HeldContact> contacts() {
    return desk.register().contacts();
  }

  /** How many contacts say the same: more than 1 is a double. */
  public Map<ContactCard, Long> contactsByContent() {
    return contacts().stream()
        .collect(Collectors.groupingBy(HeldContact::card, Collectors.counting()));
  }

  /**
   * Commands received since the start, by kind: {@code hello}, {@code login}, {@code logout},
   * {@code poll}, {@code domain:update} ..., {@code other} for what is none of these.
   */
  public Map<String, Long> commands() {
    return desk.asked().counts();
  }

  /** Responses made since the start, by result code; greetings are not among them. */
  public Map<Integer, Long> answers() {
    return desk.answered().counts();
  }

  /**
   * Commands since the start whose clTRID had been used before, in any session and run; 0 where
   * {@link Rules#refuseRepeatedClTrids()} does not have them remembered.
   */
  public long repeatedClTrids() {
    return desk.repeats().get();
  }

  /** Every clTRID received, ever, where they are remembered. */
  public Set<String> clTrids() {
    return desk.register().clTrids();
  }

  /** Messages in the registrar's queue, oldest first. */
  public List<Message> messages() {
    settle();
    return desk.register().decisions().messages();
  }

  /**
   * Puts a message of the registry's own into the registrar's queue.
   *
   * @throws IllegalStateException if it could not be kept
   */
  public void tell(String text) {
    kept(done -> desk.register().decisions().tell(text, desk.clock().instant()));
  }

  /**
   * Decides on what was answered 1001, and queues the message that tells of it.
   *
   * @throws IllegalArgumentException if nothing is pending on this domain
   * @throws IllegalStateException if it could not be kept
   */
  public void decide(String name, boolean approved) {
    kept(done -> desk.register().decisions().decide(name, approved, desk.clock().instant()));
  }

  /** How the next connections are met, as by {@link Fault.Meet}. */
  public void meet(Fault.Entry entry, int times) {
    desk.doorway().expect(entry, times);
  }

  /**
   * The fault that a domain's name calls for does not come any more, for the rest of this run.
   *
   * @param name lower case
   */
  public void heal(String name) {
    int dot = name.indexOf('.');
    desk.cards().heal(dot < 0 ? name : name.substring(0, dot));
  }

  private void settle() {
    desk.register().decisions().settle(desk.clock().instant());
  }

  /** Sessions logged in now. */
  public int sessions() {
    return desk.rules().maxSessions() - desk.slots().availablePermits();
  }

  /**
   * The registry's own doing: gives the domain to another registrar, sets a server status. Kept
   * like every change, and not counted as an update.
   *
   * @throws IllegalArgumentException if there is no such domain
   * @throws IllegalStateException if it could not be kept
   */
  public void change(String name, UnaryOperator<HeldDomain> doing) {
    Register register = desk.register();
    kept(
        done -> {
          HeldDomain held = register.domain(name);
          if (held == null) {
            throw new IllegalArgumentException("no domain " + name);
          }
          return register.put(doing.apply(held), done);
        });
  }

  /**
   * The registry's own doing on a contact, as {@link #change}.
   *
   * @throws IllegalArgumentException if there is no such contact
   * @throws IllegalStateException if it could not be kept
   */
  public void changeContact(String handle, UnaryOperator<HeldContact> doing) {
    Register register = desk.register();
    kept(
        done -> {
          HeldContact held = register.contact(handle);
          if (held == null) {
            throw new IllegalArgumentException("no contact " + handle);
          }
          return register.put(doing.apply(held), done);
        });
  }

  private void kept(UnaryOperator<Answer> change) {
    Answer done = Answer.of(ResultCode.COMPLETED);
    Answer answer = desk.register().alone(() -> change.apply(done));
    if (!answer.code().succeeds()) {
      throw new IllegalStateException(answer.reason());
    }
  }

  /** Cuts every connection. What was acknowledged is in the folder. */
  @Override
  public void close() throws IOException {
    listener.close();
    desk.register().close();
    folder.close();
  }
}
