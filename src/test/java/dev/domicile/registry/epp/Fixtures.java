package dev.domicile.registry.epp;

import dev.domicile.registry.Disclose;
import dev.domicile.registry.DomainUpdate;
import dev.domicile.registry.IdentityDocument;
import dev.domicile.registry.NewContact;
import dev.domicile.registry.PostalInfo;
import dev.domicile.registry.Role;
import dev.domicile.wire.DomainName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** What the tests of this room send and receive. */
final class Fixtures {

  static final DomainName ONE = DomainName.parse("one.test").orElseThrow();

  static final NewContact CONTACT =
      new NewContact(
          "DM-7KQ2",
          List.of(
              new PostalInfo(
                  PostalInfo.Type.INT,
                  "Zhang San & <Sons>",
                  "Example Ltd",
                  List.of("1 First Road", "Floor 2"),
                  "Hangzhou",
                  "Zhejiang",
                  "310000",
                  "CN"),
              new PostalInfo(PostalInfo.Type.LOC, "张三", null, List.of(), "杭州", null, null, "CN")),
          "+86.57185022088",
          "123",
          "zhang@example.test",
          "k3-Secret-Of-25-Characters");

  static final NewContact LEAST_CONTACT =
      new NewContact(
          "DM-2",
          List.of(
              new PostalInfo(
                  PostalInfo.Type.INT, "Zhang San", null, List.of(), "Hangzhou", null, null, "CN")),
          null,
          null,
          "zhang@example.test",
          "k3-Secret-Of-25-Characters");

  static final NewContact SHOWN_CONTACT =
      new NewContact(
          LEAST_CONTACT.handle(),
          LEAST_CONTACT.postal(),
          null,
          null,
          LEAST_CONTACT.email(),
          LEAST_CONTACT.authInfo(),
          new Disclose(true, Set.of(Disclose.Field.ORGANIZATION_INT, Disclose.Field.EMAIL)));

  static final NewContact DOCUMENTED_CONTACT =
      new NewContact(
          LEAST_CONTACT.handle(),
          LEAST_CONTACT.postal(),
          null,
          null,
          LEAST_CONTACT.email(),
          LEAST_CONTACT.authInfo(),
          null,
          new IdentityDocument(IdentityDocument.Holder.ENTERPRISE, "YYZZ", "91330100<799655058>B"));

  static final DomainUpdate UPDATE =
      new DomainUpdate(
          ONE,
          List.of(
              new DomainUpdate.Link(Role.ADMIN, "NEW-1"),
              new DomainUpdate.Link(Role.TECH, "NEW-1"),
              new DomainUpdate.Link(Role.BILLING, "NEW-1")),
          List.of(
              new DomainUpdate.Link(Role.ADMIN, "OLD-1"),
              new DomainUpdate.Link(Role.TECH, "OLD-2")),
          Set.of("clientTransferProhibited", "clientDeleteProhibited"),
          Set.of("clientUpdateProhibited"),
          "NEW-1");

  private Fixtures() {}

  static DomainUpdate registrant(DomainName domain) {
    return new DomainUpdate(domain, List.of(), List.of(), Set.of(), Set.of(), "NEW-1");
  }

  static byte[] bytes(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/registry/epp/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Response response(String name) throws NotEppException {
    byte[] xml = bytes("response/" + name);
    return (Response) Message.of(new XmlReader().read(xml), xml);
  }
}
