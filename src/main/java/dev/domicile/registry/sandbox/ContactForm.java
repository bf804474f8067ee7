package dev.domicile.registry.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a contact says from contact:create and contact:update (RFC 5733 sections 2, 3.2). */
final class ContactForm {

  private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
  private static final Pattern PHONE = Pattern.compile("(\\+[0-9]{1,3}\\.[0-9]{1,14})?");
  private static final int PHONE_LENGTH = 17;
  private static final int EXTENSION_LENGTH = 32;
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final int EMAIL_LENGTH = 320;
  private static final int LINE = 255;
  private static final int POSTAL_CODE = 16;

  private ContactForm() {}

  /** A part of an address that contact:update may leave as it is, null where it does. */
  record PostalChange(
      String type,
      @Nullable String name,
      @Nullable String org,
      ContactCard.@Nullable Postal addr) {}

  static ContactCard.Postal postal(Form form, Element postalInfo) {
    Form info = form.within(postalInfo);
    String type = type(form, postalInfo);
    String name = info.line("name", 1, LINE);
    String org = info.maybeLine("org", 0, LINE);
    Element addr = info.required("addr");
    info.end();
    ContactCard.Postal postal =
        addr == null
            ? new ContactCard.Postal(type, name, org, List.of(), "", null, null, "")
            : address(form, addr, type, name, org);
    asciiIfInt(form, postal);
    return postal;
  }

  static PostalChange postalChange(Form form, Element postalInfo) {
    Form info = form.within(postalInfo);
    String type = type(form, postalInfo);
    String name = info.maybeLine("name", 1, LINE);
    String org = info.maybeLine("org", 0, LINE);
    Element addr = info.maybe("addr");
    info.end();
    return new PostalChange(
        type, name, org, addr == null ? null : address(form, addr, type, "", null));
  }

  /** Changes the address of that type, or adds it if the change is a whole one. */
  static void change(Form form, List<ContactCard.Postal> addresses, PostalChange change) {
    int at = 0;
    while (at < addresses.size() && !addresses.get(at).type().equals(change.type())) {
      at++;
    }
    ContactCard.Postal before = at < addresses.size() ? addresses.get(at) : null;
    ContactCard.Postal addr = change.addr() == null ? before : change.addr();
    String name = change.name() == null && before != null ? before.name() : change.name();
    if (addr == null || name == null) {
      form.wrong(ResultCode.MISSING, "postalInfo: a new one needs name and addr");
      return;
    }
    String org = change.org() == null && before != null ? before.org() : present(change.org());
    ContactCard.Postal after =
        new ContactCard.Postal(
            change.type(), name, org, addr.streets(), addr.city(), addr.sp(), addr.pc(), addr.cc());
    asciiIfInt(form, after);
    if (before == null) {
      addresses.add(after);
    } else {
      addresses.set(at, after);
    }
  }

  private static String type(Form form, Element postalInfo) {
    String type = postalInfo.attribute("type");
    if (type == null) {
      form.wrong(ResultCode.MISSING, "postalInfo: type");
      return "";
    }
    if (!type.equals("int") && !type.equals("loc")) {
      form.wrong(ResultCode.RANGE, "postalInfo: type");
    }
    return type;
  }

  private static ContactCard.Postal address(
      Form form, Element element, String type, String name, @Nullable String org) {
    Form addr = form.within(element);
    List<String> streets = new ArrayList<>(3);
    for (Element street : addr.all("street", 3)) {
      String line = addr.checked("street", street.line(), 0, LINE);
      if (!line.isEmpty()) {
        streets.add(line);
      }
    }
    String city = addr.line("city", 1, LINE);
    String sp = addr.maybeLine("sp", 0, LINE);
    String pc = addr.maybeToken("pc", 0, POSTAL_CODE);
    String cc = addr.token("cc", COUNTRY);
    addr.end();
    return new ContactCard.Postal(
        type, name, present(org), streets, city, present(sp), present(pc), cc);
  }

  /** RFC 5733 section 3.2.1: the internationalized form is a subset of UTF-8, 7-bit ASCII. */
  static void asciiIfInt(Form form, ContactCard.Postal postal) {
    if (postal.type().equals("int")
        && !(isAscii(postal.name())
            && isAscii(postal.org())
            && postal.streets().stream().allMatch(ContactForm::isAscii)
            && isAscii(postal.city())
            && isAscii(postal.sp())
            && isAscii(postal.pc()))) {
      form.wrong(ResultCode.VALUE_SYNTAX, "postalInfo int: 7-bit ASCII only");
    }
  }

  private static boolean isAscii(@Nullable String text) {
    return text == null || text.chars().allMatch(c -> c < 0x80);
  }

  /** Null where there is none or it is empty, which the schema allows. */
  static ContactCard.@Nullable Phone phone(Form form, @Nullable Element element) {
    if (element == null) {
      return null;
    }
    String name = element.name();
    String number = form.matching(name, element.token(), PHONE);
    form.checked(name, number, 0, PHONE_LENGTH);
    String extension = element.attribute("x");
    if (extension != null) {
      form.checked(name + " x", extension, 0, EXTENSION_LENGTH);
    }
    return number.isEmpty() ? null : new ContactCard.Phone(number, present(extension));
  }

  static String email(Form form, Element element) {
    String email = form.checked("email", element.token(), 1, EMAIL_LENGTH);
    return form.matching("email", email, EMAIL);
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
