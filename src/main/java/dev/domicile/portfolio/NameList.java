package dev.domicile.portfolio;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.domicile.wire.DomainName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Domain names as an operator gives them: as arguments, or in files. A file has a name in each
 * line, or is a CSV whose header has a column DomainName, such as one that was imported; its other
 * columns are passed over. Repeats are merged, empty lines skipped.
 *
 * @param bad what is no domain name, one line each, with its place
 */
public record NameList(SequencedSet<DomainName> names, List<String> bad) {

  /** Names in one list; more would need more memory than the command has. */
  private static final int MOST = 2_000_000;

  /** Longest line, in characters. */
  private static final int LONGEST_RECORD = 1 << 16;

  private static final String COLUMN = "DomainName";

  /** What cannot be read as a list at all; one line says why. */
  public static final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * @param arguments names, and files: what has a slash or ends in .csv or .txt, which no TLD does
   */
  public static NameList read(List<String> arguments) throws Refused {
    NameList list = new NameList(new LinkedHashSet<>(), new ArrayList<>());
    for (String argument : arguments) {
      if (isFile(argument)) {
        list.readFile(Path.of(argument));
      } else {
        list.take(argument, "");
      }
    }
    return list;
  }

  private static boolean isFile(String argument) {
    return argument.contains("/")
        || argument.contains("\\")
        || argument.endsWith(".csv")
        || argument.endsWith(".txt");
  }

  private void readFile(Path file) throws Refused {
    try (BufferedReader reader = open(file);
        CloseableIterator<CsvRecord> records =
            CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(reader)
                .iterator()) {
      int column = 0;
      for (long n = 0; records.hasNext(); n++) {
        CsvRecord csv = records.next();
        List<String> fields = csv.getFields().stream().map(String::strip).toList();
        if (n == 0 && fields.contains(COLUMN)) {
          column = fields.indexOf(COLUMN);
        } else if (n == 0 && fields.size() > 1) {
          throw new Refused("file " + file + " has several columns and none is " + COLUMN);
        } else {
          String place = file + " line " + csv.getStartingLineNumber() + ": ";
          take(column < fields.size() ? fields.get(column) : "", place);
        }
      }
    } catch (NoSuchFileException e) {
      throw new Refused("file " + file + " is not there");
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw new Refused("file " + file + " cannot be read as lines of names");
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
    return reader;
  }

  private void take(String text, String place) throws Refused {
    if (text.isBlank()) {
      return;
    }
    Optional<DomainName> name = DomainName.parse(text.strip());
    if (name.isPresent()) {
      names.add(name.get());
    } else {
      bad.add(place + "'" + ImportFile.shown(text) + "' is no domain name");
    }
    if (names.size() + bad.size() > MOST) {
      throw new Refused("over " + MOST + " names; split the list");
    }
  }
}
