package dev.domicile.registry.sandbox;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether and how one session is logged in (RFC 5730 section 2.9.1.1). */
final class Login {

  private static final Pattern VERSION = Pattern.compile("[1-9]+\\.[0-9]+");
  private static final int ATTEMPTS = 3;

  private final Registrar registrar;
  private final Semaphore slots;
  private final Policy policy;
  private Set<String> objects = Set.of();
  private boolean extended;
  private int failures;

  /**
   * @param slots one for each session that may be logged in
   * @param policy with the objects and extensions of the greeting
   */
  Login(Registrar registrar, Semaphore slots, Policy policy) {
    this.registrar = registrar;
    this.slots = slots;
    this.policy = policy;
  }

  boolean isOpen() {
    return !objects.isEmpty();
  }

  boolean serves(String namespace) {
    return objects.contains(namespace);
  }

  /** Whether it has named the extensions of the greeting. */
  boolean isExtended() {
    return extended;
  }

  String registrar() {
    return registrar.id();
  }

  Answer run(Element login) {
    if (isOpen()) {
      return Answer.refused(ResultCode.USE, "already logged in");
    }
    Form form = Form.of(login);
    String clId = form.token("clID", 3, 16);
    String pw = form.token("pw", 6, 16);
    String newPw = form.maybeToken("newPW", 6, 16);
    options(form);
    Set<String> asked = services(form);
    form.end();
    Answer refusal = form.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (!registrar.admits(clId, pw)) {
      return Answer.of(
          ++failures < ATTEMPTS ? ResultCode.AUTHENTICATION : ResultCode.AUTHENTICATION_CLOSING);
    }
    return open(asked, newPw);
  }

  private Answer open(Set<String> asked, @Nullable String newPw) {
    if (!slots.tryAcquire()) {
      return Answer.of(ResultCode.SESSIONS_CLOSING);
    }
    if (newPw != null && !registrar.changePassword(newPw)) {
      slots.release();
      return Answer.refused(ResultCode.FAILED, "newPW could not be kept");
    }
    objects = asked;
    return Answer.of(ResultCode.COMPLETED);
  }

  private static void options(Form form) {
    Element found = form.required("options");
    if (found == null) {
      return;
    }
    Form options = form.within(found);
    if (!options.token("version", VERSION).equals("1.0")) {
      form.wrong(ResultCode.VERSION, "version: only 1.0");
    }
    if (!options.token("lang", 1, 32).equals("en")) {
      form.wrong(ResultCode.OPTION, "lang: only en");
    }
    options.end();
  }

  private Set<String> services(Form form) {
    Element found = form.required("svcs");
    if (found == null) {
      return Set.of();
    }
    Form services = form.within(found);
    Set<String> asked = new HashSet<>();
    for (Element uri : services.all("objURI", 16)) {
      if (!policy.objects().contains(uri.token())) {
        form.wrong(ResultCode.OBJECT_SERVICE, "objURI: not in the greeting");
      }
      asked.add(uri.token());
    }
    if (asked.isEmpty()) {
      form.wrong(ResultCode.MISSING, "objURI");
    }
    extended = false;
    Element extension = services.maybe("svcExtension");
    if (extension != null) {
      extensions(form, form.within(extension));
    }
    services.end();
    return asked;
  }

  private void extensions(Form form, Form named) {
    for (Element uri : named.all("extURI", 16)) {
      if (!policy.extensions().contains(uri.token())) {
        form.wrong(ResultCode.EXTENSION, "extURI: not in the greeting");
      }
      extended = true;
    }
    named.end();
  }

  /** Gives the slot back; nothing happens where there is none. */
  void end() {
    if (isOpen()) {
      objects = Set.of();
      slots.release();
    }
  }
}
