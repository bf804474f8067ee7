package dev.domicile.app;

import dev.domicile.store.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration comes from, and what its values point to.
 *
 * @param name the file as the user named it, in front of every complaint
 * @param folder of the file: relative paths start here
 * @param environment looks up an environment variable; null where it is not set
 * @param forService whether secrets and key files are needed: the commands that only touch the
 *     database run without them
 */
record ConfigSource(
    String name, Path folder, UnaryOperator<@Nullable String> environment, boolean forService) {

  private static final int LONGEST_SECRET = 4_096;

  StartRefused refused(String path, String problem) {
    return new StartRefused(name + ": " + path + ": " + problem);
  }

  Path resolve(String path) {
    return folder.resolve(path).normalize();
  }

  Path readable(String key, String path) {
    Path file = resolve(path);
    if (forService && !Files.isRegularFile(file)) {
      throw refused(key, "file " + file + " not found");
    }
    if (forService && !Files.isReadable(file)) {
      throw refused(key, "file " + file + " cannot be read; change its owner or mode");
    }
    return file;
  }

  Secret secret(String key, String text) {
    return forService ? new Secret(resolved(key, text)) : new Secret("");
  }

  /** The text, or what it says where to find. */
  String resolved(String key, String text) {
    if (text.startsWith("env:")) {
      String value = environment.apply(text.substring(4));
      if (value == null || value.isEmpty()) {
        throw refused(key, "environment variable " + text.substring(4) + " is not set");
      }
      return value;
    }
    return text.startsWith("file:") ? firstLine(key, readable(key, text.substring(5))) : text;
  }

  private String firstLine(String key, Path file) {
    try {
      if (Files.size(file) > LONGEST_SECRET) {
        throw refused(key, "file " + file + " is over " + LONGEST_SECRET + " bytes: no secret");
      }
      String line = Files.readString(file).lines().findFirst().orElse("");
      if (line.isEmpty()) {
        throw refused(key, "file " + file + " has no text in its first line");
      }
      return line;
    } catch (IOException e) {
      throw refused(key, "file " + file + " cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
