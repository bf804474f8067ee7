package dev.domicile.registry.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The one account that may log in. */
final class Registrar {

  private static final String ALPHABET =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

  /** RFC 5730 allows 16 at most. */
  private static final int PASSWORD_LENGTH = 16;

  private final String id;
  private final DataFolder folder;
  private volatile String password;

  /**
   * @param given null for the kept password, made if there is none
   */
  Registrar(String id, @Nullable String given, DataFolder folder, RandomGenerator random)
      throws IOException {
    this.id = id;
    this.folder = folder;
    String kept = given == null ? folder.password() : given;
    this.password = kept == null ? made(random) : kept;
    folder.keepPassword(password);
  }

  private static String made(RandomGenerator random) {
    StringBuilder made = new StringBuilder(PASSWORD_LENGTH);
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      made.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return made.toString();
  }

  String id() {
    return id;
  }

  String password() {
    return password;
  }

  boolean admits(String clId, String pw) {
    boolean same =
        MessageDigest.isEqual(
            pw.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    return same && clId.equals(id);
  }

  /** False if it could not be kept; then the old one stays. */
  boolean changePassword(String to) {
    try {
      folder.keepPassword(to);
      password = to;
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
