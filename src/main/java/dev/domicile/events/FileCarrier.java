package dev.domicile.events;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Appends each delivery as a line, with one write, and forces it to the disk. The file is opened
 * anew each time, so that it may be moved away at any moment.
 */
final class FileCarrier implements Carrier {

  /** Lines that share one force: as many as a courier settles in one transaction. */
  private static final int MOST = 200;

  private final Path path;

  FileCarrier(Path path) {
    this.path = path;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public List<Receipt> carry(List<Delivery> deliveries) {
    Receipt receipt;
    try {
      append(deliveries);
      receipt = new Receipt.Taken();
    } catch (IOException | UnsupportedOperationException e) {
      // some lines may stand there, and come again: that is what their ids are for
      receipt = new Receipt.Later("file: " + e.getClass().getSimpleName());
    }
    return Collections.nCopies(deliveries.size(), receipt);
  }

  private void append(List<Delivery> deliveries) throws IOException {
    create();
    try (FileChannel torn = FileChannel.open(path, READ);
        FileChannel out = FileChannel.open(path, WRITE, APPEND)) {
      if (endsWithin(torn)) {
        write(out, new byte[] {'\n'});
      }
      for (Delivery delivery : deliveries) {
        byte[] body = delivery.body();
        byte[] line = java.util.Arrays.copyOf(body, body.length + 1);
        line[body.length] = '\n';
        write(out, line);
      }
      out.force(true);
    }
  }

  /** Whether a write that a crash or a full disk cut short has left a line without its end. */
  private static boolean endsWithin(FileChannel in) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return in.size() > 0 && in.read(last, in.size() - 1) == 1 && last.get(0) != '\n';
  }

  private static void write(FileChannel out, byte[] line) throws IOException {
    if (out.write(ByteBuffer.wrap(line)) != line.length) {
      throw new IOException("cut short");
    }
  }

  /** It holds personal data: nobody but its owner may read it. */
  private void create() throws IOException {
    if (Files.exists(path)) {
      return;
    }
    try {
      FileChannel.open(
              path,
              Set.of(CREATE_NEW, WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
          .close();
    } catch (FileAlreadyExistsException somebodyWasQuicker) {
      return;
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel entries = FileChannel.open(folder, READ)) {
        entries.force(true);
      }
    }
  }

  @Override
  public void close() {}
}
