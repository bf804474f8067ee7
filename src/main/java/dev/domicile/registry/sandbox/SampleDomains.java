package dev.domicile.registry.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The domains and contacts that a new sandbox starts with. The same names come out every time, so
 * that a portfolio made elsewhere fits.
 */
public final class SampleDomains {

  /** The TLDs over which the sample is spread, in turn. */
  public static final List<String> TLDS = List.of("com", "net", "org", "test", "example");

  private static final int DOMAINS_PER_CONTACT = 10;
  private static final int LOCKED_EVERY = 10;
  private static final Set<String> TRANSFER_LOCK = Set.of("clientTransferProhibited");
  private static final String TECH = "SHTECH";

  private static final List<Person> PEOPLE =
      List.of(
          new Person(
              "Jane Miller",
              "Miller Orchards Ltd",
              "14 Rosebery Avenue",
              "London",
              null,
              "EC1R 4TD",
              "GB",
              "+44.2079460123"),
          new Person(
              "Karl Brandt",
              "Brandt Maschinenbau GmbH",
              "Lindenstrasse 27",
              "Berlin",
              null,
              "10969",
              "DE",
              "+49.3023125044"),
          new Person(
              "Li Wei",
              "Hangzhou Lantern Technology Co., Ltd.",
              "391 Wen'er Road",
              "Hangzhou",
              "Zhejiang",
              "310012",
              "CN",
              "+86.57185022088"),
          new Person(
              "Claire Dubois",
              "Librairie Dubois",
              "8 rue des Carmes",
              "Nantes",
              null,
              "44000",
              "FR",
              "+33.240123456"),
          new Person(
              "Samuel Ortega",
              "Ortega Travel LLC",
              "2200 Mission Street",
              "San Francisco",
              "CA",
              "94110",
              "US",
              "+1.4155550134"),
          new Person(
              "Aiko Tanaka",
              "Tanaka Ceramics",
              "3-5-1 Nihonbashi",
              "Tokyo",
              null,
              "103-0027",
              "JP",
              "+81.335550142"),
          new Person(
              "Ingrid Solberg",
              "Solberg Fisk AS",
              "Strandgaten 18",
              "Bergen",
              null,
              "5013",
              "NO",
              "+47.55501234"),
          new Person(
              "Priya Nair",
              "Nair Textiles Pvt Ltd",
              "52 Residency Road",
              "Bengaluru",
              "Karnataka",
              "560025",
              "IN",
              "+91.8025550167"));

  private static final Person PROVIDER =
      new Person(
          "Name Desk",
          "Sandbox Registrar",
          "1 Loopback Way",
          "Dublin",
          null,
          "D02 X285",
          "IE",
          "+353.15550100");
  private static final String CARD_HOLDER = "SHCARD";

  private SampleDomains() {}

  /**
   * The first n names: {@code sample-0001.com}, {@code sample-0002.net} ...
   *
   * @throws IllegalArgumentException below 0
   */
  public static List<String> names(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("sample domains: " + n);
    }
    return IntStream.rangeClosed(1, n).mapToObj(SampleDomains::name).toList();
  }

  private static String name(int number) {
    return "sample-%04d.%s".formatted(number, TLDS.get((number - 1) % TLDS.size()));
  }

  /** Puts the sample into a new register. */
  static void fill(Register register, Policy policy, int domains, String registrar, Instant now) {
    if (domains <= 0) {
      return;
    }
    Instant created = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(400));
    register.load(contact(register, TECH, PROVIDER, registrar, created));
    String owner = TECH;
    for (int i = 0; i < domains; i++) {
      if (i % DOMAINS_PER_CONTACT == 0) {
        int number = i / DOMAINS_PER_CONTACT;
        owner = "SH%04d".formatted(number + 1);
        Person person = PEOPLE.get(number % PEOPLE.size());
        register.load(contact(register, owner, person, registrar, created));
      }
      Set<String> statuses = (i + 1) % LOCKED_EVERY == 0 ? TRANSFER_LOCK : Set.of();
      Instant expires = created.plus(Duration.ofDays(500 + i % 365));
      register.load(
          domain(register, policy, name(i + 1), registrar, owner, statuses, created, expires));
    }
  }

  /**
   * Inside {@link Register#alone}: a domain with contacts of its kind, which are made if absent.
   */
  static HeldDomain card(
      Register register,
      Policy policy,
      String name,
      String registrar,
      String sponsor,
      Set<String> statuses,
      Instant now) {
    Instant created = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(400));
    Answer done = Answer.of(ResultCode.COMPLETED);
    if (register.contact(TECH) == null) {
      register.put(contact(register, TECH, PROVIDER, registrar, created), done);
    }
    if (register.contact(CARD_HOLDER) == null) {
      Person holder = PEOPLE.getFirst();
      register.put(contact(register, CARD_HOLDER, holder, registrar, created), done);
    }
    Instant expires = created.plus(Duration.ofDays(500));
    return domain(register, policy, name, sponsor, CARD_HOLDER, statuses, created, expires);
  }

  private static HeldDomain domain(
      Register register,
      Policy policy,
      String name,
      String sponsor,
      String owner,
      Set<String> statuses,
      Instant created,
      Instant expires) {
    Policy.Contacts has = policy.contactsOf(name);
    Map<String, String> contacts = new HashMap<>();
    has.roles().forEach(role -> contacts.put(role, role.equals("tech") ? TECH : owner));
    return new HeldDomain(
        name,
        register.nextRoid('D'),
        sponsor,
        has.hasRegistrant() ? owner : null,
        contacts,
        statuses,
        sponsor,
        created,
        null,
        null,
        expires,
        0,
        register.newSecret());
  }

  private static HeldContact contact(
      Register register, String handle, Person person, String registrar, Instant created) {
    String mailbox = person.name.toLowerCase(Locale.ROOT).replace(' ', '.');
    return new HeldContact(
        handle,
        register.nextRoid('C'),
        registrar,
        Set.of(),
        registrar,
        created,
        null,
        null,
        register.newSecret(),
        null,
        new ContactCard(
            List.of(
                new ContactCard.Postal(
                    "int",
                    person.name,
                    person.org,
                    List.of(person.street),
                    person.city,
                    person.sp,
                    person.pc,
                    person.cc)),
            new ContactCard.Phone(person.phone, null),
            null,
            mailbox + "@" + handle.toLowerCase(Locale.ROOT) + ".example"));
  }

  private record Person(
      String name,
      String org,
      String street,
      String city,
      @Nullable String sp,
      String pc,
      String cc,
      String phone) {}
}
