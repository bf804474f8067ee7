package dev.domicile.app;

import dev.domicile.store.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a configuration file: YAML, one document. */
final class ConfigReader {

  /** Bytes; some thousand registries. */
  private static final int LARGEST = 1 << 20;

  private ConfigReader() {}

  static Config read(Path file, UnaryOperator<@Nullable String> environment, boolean forService) {
    Path folder = file.toAbsolutePath().getParent();
    ConfigSource source =
        new ConfigSource(
            file.toString(),
            folder == null ? file.toAbsolutePath() : folder,
            environment,
            forService);
    Config config = Config.read(ConfigSection.root(source, parse(file, text(file))));
    if (config.registries().isEmpty()) {
      throw source.refused("registries", "is missing; list at least one registry");
    }
    return config;
  }

  static Config defaults(Path folder) {
    ConfigSource source =
        new ConfigSource("defaults", folder.toAbsolutePath().normalize(), name -> null, true);
    return Config.read(ConfigSection.root(source, null));
  }

  private static String text(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
        throw new StartRefused(file + ": is over " + LARGEST + " bytes: no configuration");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new StartRefused(file + ": configuration file not found", e);
    } catch (IOException e) {
      throw new StartRefused(file + ": cannot be read as UTF-8 text: " + e, e);
    }
  }

  /**
   * The parser's own messages quote lines of the file, which may hold a password: only the place.
   */
  private static @Nullable JsonNode parse(Path file, String text) {
    ObjectReader yaml =
        new YAMLMapper()
            .readerFor(JsonNode.class)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    try (MappingIterator<JsonNode> documents = yaml.readValues(text)) {
      JsonNode first = documents.hasNextValue() ? documents.nextValue() : null;
      if (documents.hasNextValue()) {
        throw new StartRefused(file + ": has more than one document");
      }
      return first == null || first.isNull() || first.isMissingNode() ? null : first;
    } catch (JacksonException e) {
      String line = e.getLocation() == null ? "" : " near line " + e.getLocation().getLineNr();
      boolean twice = String.valueOf(e.getOriginalMessage()).contains("Duplicate");
      throw new StartRefused(file + ": " + (twice ? "a key stands twice" : "is not YAML") + line);
    }
  }
}
