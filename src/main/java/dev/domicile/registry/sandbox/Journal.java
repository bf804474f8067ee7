package dev.domicile.registry.sandbox;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The state file, open for appending. Not for several threads: the register's lock orders the
 * lines. The threads that write must never be interrupted, for that would close the channel.
 */
final class Journal implements AutoCloseable {

  private static final String HEADER = "domicile-sandbox 1";

  private final FileChannel channel;
  private long length;
  private boolean spoilt;

  private Journal(FileChannel channel) throws IOException {
    this.channel = channel;
    this.length = channel.size();
  }

  /**
   * Hands each change to the reader, oldest first; the fields of one line at a time.
   *
   * @throws IOException with the number of the line, where the file is not a state file
   */
  static void read(Path file, Consumer<List<String>> reader) throws IOException {
    boolean torn = isTorn(file);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
      String header = in.readLine();
      if (!HEADER.equals(header)) {
        throw new IOException(file + " is not a sandbox state file of version 1");
      }
      int number = 2;
      String line = in.readLine();
      while (line != null) {
        String following = in.readLine();
        if (following == null && torn) {
          return;
        }
        readLine(file, number++, line, reader);
        line = following;
      }
    }
  }

  private static void readLine(Path file, int number, String line, Consumer<List<String>> reader)
      throws IOException {
    try {
      reader.accept(StateLine.fields(line));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(file + " line " + number + " cannot be read", e);
    }
  }

  private static boolean isTorn(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() == 0) {
        return false;
      }
      in.seek(in.length() - 1);
      return in.read() != '\n';
    }
  }

  /** Replaces the file by these lines, all or nothing, and opens it. */
  static Journal rewrite(Path file, Stream<String> lines) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    DataFolder.createSecret(fresh);
    try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
      out.write(HEADER + "\n");
      for (String line : (Iterable<String>) lines::iterator) {
        out.write(line);
      }
    }
    DataFolder.moveInto(fresh, file);
    return new Journal(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  /**
   * Hands the line to the operating system.
   *
   * @throws IOException if it could not; the file is then as before
   */
  void append(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    int size = bytes.remaining();
    if (spoilt) {
      throw new IOException("an earlier line could not be taken back");
    }
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      undo(e);
      throw e;
    }
    length += size;
  }

  /** Half a line left behind would spoil the next one. */
  private void undo(IOException cause) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      spoilt = true;
      cause.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
