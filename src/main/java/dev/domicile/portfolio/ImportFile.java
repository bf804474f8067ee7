package dev.domicile.portfolio;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.domicile.wire.DomainName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A CSV of domains (RFC 4180, UTF-8), read in portions. What is not UTF-8 becomes U+FFFD, which no
 * field may hold, so that it is told with its line.
 */
final class ImportFile implements AutoCloseable {

  private static final List<String> COLUMNS =
      List.of("DomainName", "InstanceId", "RegistrationDate", "ExpirationDate");

  /** Longest record, in characters: a quote that is never closed must not eat the whole file. */
  private static final int LONGEST_RECORD = 1 << 16;

  private final CloseableIterator<CsvRecord> records;
  private final ImportDates dates;
  private final List<String> header;
  private long lastLine;

  private ImportFile(CloseableIterator<CsvRecord> records, ImportDates dates)
      throws ImportFileRefused {
    this.records = records;
    this.dates = dates;
    this.header = header();
  }

  static ImportFile open(Path file, ZoneId zone) throws IOException, ImportFileRefused {
    Reader reader =
        withoutMark(
            new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)));
    CloseableIterator<CsvRecord> records =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .maxBufferSize(LONGEST_RECORD)
            .ofCsvRecord(reader)
            .iterator();
    try {
      return new ImportFile(records, new ImportDates(zone));
    } catch (ImportFileRefused e) {
      records.close();
      throw e;
    }
  }

  /** The next lines, at most so many; none at the end. */
  List<ImportLine> next(int most) throws ImportFileRefused {
    List<ImportLine> lines = new ArrayList<>(most);
    while (lines.size() < most) {
      Optional<CsvRecord> csv = record();
      if (csv.isEmpty()) {
        break;
      }
      lines.add(line(csv.get()));
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  private List<String> header() throws ImportFileRefused {
    List<String> names =
        record()
            .map(csv -> csv.getFields().stream().map(String::strip).toList())
            .orElseThrow(() -> new ImportFileRefused("is empty; its first line names the columns"));
    for (String name : names) {
      if (!COLUMNS.contains(name)) {
        throw new ImportFileRefused(
            "has an unknown column '" + shown(name) + "'; known are " + String.join(", ", COLUMNS));
      }
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new ImportFileRefused("has the column " + name + " twice");
      }
    }
    if (!names.contains("DomainName")) {
      throw new ImportFileRefused("has no column DomainName");
    }
    return names;
  }

  private Optional<CsvRecord> record() throws ImportFileRefused {
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
      CsvRecord csv = records.next();
      lastLine = csv.getStartingLineNumber();
      return Optional.of(csv);
    } catch (CsvParseException e) {
      throw new ImportFileRefused(
          "cannot be read after line "
              + lastLine
              + ": its quotes do not match, or a record is over "
              + LONGEST_RECORD
              + " characters");
    } catch (UncheckedIOException e) {
      throw new ImportFileRefused("cannot be read after line " + lastLine + ": " + e.getCause());
    }
  }

  private ImportLine line(CsvRecord csv) {
    long number = csv.getStartingLineNumber();
    if (csv.getFieldCount() != header.size()) {
      return new ImportLine.Bad(
          number, "has " + csv.getFieldCount() + " fields where the header has " + header.size());
    }
    String text = field(csv, "DomainName");
    Optional<DomainName> name = text == null ? Optional.empty() : DomainName.parse(text);
    if (name.isEmpty()) {
      return new ImportLine.Bad(
          number, text == null ? "has no DomainName" : "'" + shown(text) + "' is no domain name");
    }
    String instanceId = field(csv, "InstanceId");
    if (instanceId != null && !InstanceIds.wellFormed(instanceId)) {
      return new ImportLine.Bad(number, "InstanceId has 1 to 64 letters, digits and . _ -");
    }
    return withDates(csv, new ImportLine.Good(number, name.get(), instanceId, null, null));
  }

  private ImportLine withDates(CsvRecord csv, ImportLine.Good line) {
    Long[] found = new Long[2];
    for (int i = 0; i < 2; i++) {
      String column = COLUMNS.get(2 + i);
      String text = field(csv, column);
      if (text != null) {
        OptionalLong millis = dates.parse(text);
        if (millis.isEmpty()) {
          return new ImportLine.Bad(line.number(), column + " is not " + ImportDates.ALLOWED);
        }
        found[i] = millis.getAsLong();
      }
    }
    if (found[0] != null && found[1] != null && found[1] < found[0]) {
      return new ImportLine.Bad(line.number(), "ExpirationDate is before RegistrationDate");
    }
    return new ImportLine.Good(line.number(), line.name(), line.instanceId(), found[0], found[1]);
  }

  private @Nullable String field(CsvRecord csv, String column) {
    int at = header.indexOf(column);
    String text = at < 0 ? "" : csv.getField(at).strip();
    return text.isEmpty() ? null : text;
  }

  /** For a message: short, and nothing that a terminal would obey. */
  static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 80 ? clean.substring(0, 80) + "..." : clean;
  }

  private static Reader withoutMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != '\ufeff') {
      reader.reset();
    }
    return reader;
  }
}
