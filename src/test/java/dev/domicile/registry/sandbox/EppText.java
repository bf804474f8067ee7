package dev.domicile.registry.sandbox;

/** Commands as plain text: what a client of any make may write. */
final class EppText {

  static final String HELLO = "<epp xmlns=\"urn:ietf:params:xml:ns:epp-1.0\"><hello/></epp>";
  static final String SERVICES =
      "<objURI>urn:ietf:params:xml:ns:domain-1.0</objURI>"
          + "<objURI>urn:ietf:params:xml:ns:contact-1.0</objURI>";

  private EppText() {}

  static String command(String content, String clTrid) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<epp xmlns=\"urn:ietf:params:xml:ns:epp-1.0\"><command>"
        + content
        + "<clTRID>"
        + clTrid
        + "</clTRID></command></epp>";
  }

  static String login(String password) {
    return login("registrar1", password, "", "1.0", "en", SERVICES);
  }

  static String login(
      String id, String password, String newPw, String version, String lang, String services) {
    return "<login><clID>"
        + id
        + "</clID><pw>"
        + password
        + "</pw>"
        + newPw
        + "<options><version>"
        + version
        + "</version><lang>"
        + lang
        + "</lang></options><svcs>"
        + services
        + "</svcs></login>";
  }

  static String domain(String verb, String content) {
    return "<%1$s><domain:%1$s xmlns:domain=\"urn:ietf:params:xml:ns:domain-1.0\">%2$s</domain:%1$s></%1$s>"
        .formatted(verb, content);
  }

  static String contact(String verb, String content) {
    return "<%1$s><contact:%1$s xmlns:contact=\"urn:ietf:params:xml:ns:contact-1.0\">%2$s</contact:%1$s></%1$s>"
        .formatted(verb, content);
  }

  static String domainInfo(String name) {
    return domain("info", "<domain:name>" + name + "</domain:name>");
  }

  static String domainUpdate(String name, String content) {
    return domain("update", "<domain:name>" + name + "</domain:name>" + content);
  }

  static String link(String role, String handle) {
    return "<domain:contact type=\"" + role + "\">" + handle + "</domain:contact>";
  }

  static String status(String value) {
    return "<domain:status s=\"" + value + "\"/>";
  }

  static String add(String content) {
    return "<domain:add>" + content + "</domain:add>";
  }

  static String rem(String content) {
    return "<domain:rem>" + content + "</domain:rem>";
  }

  static String registrant(String handle) {
    return "<domain:chg><domain:registrant>" + handle + "</domain:registrant></domain:chg>";
  }

  static String contactInfo(String handle) {
    return contact("info", "<contact:id>" + handle + "</contact:id>");
  }

  static String postal(String type, String name, String addr) {
    return "<contact:postalInfo type=\""
        + type
        + "\"><contact:name>"
        + name
        + "</contact:name><contact:addr>"
        + addr
        + "</contact:addr></contact:postalInfo>";
  }

  static final String ADDR =
      "<contact:street>1 High Street</contact:street><contact:city>Leeds</contact:city>"
          + "<contact:pc>LS1 1AA</contact:pc><contact:cc>GB</contact:cc>";

  static final String SECRET =
      "<contact:authInfo><contact:pw>secret-of-it</contact:pw></contact:authInfo>";

  static String contactCreate(String handle, String postal, String rest) {
    return contact("create", "<contact:id>" + handle + "</contact:id>" + postal + rest);
  }

  static String contactCreate(String handle) {
    return contactCreate(
        handle,
        postal("int", "Ann Example", ADDR),
        "<contact:voice x=\"7\">+44.1132222222</contact:voice>"
            + "<contact:email>ann@mail.example</contact:email>"
            + SECRET);
  }
}
