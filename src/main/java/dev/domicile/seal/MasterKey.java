package dev.domicile.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.domicile.store.StartRefused;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key over all data at rest: a Tink keyset in a file that only its owner can read. */
public final class MasterKey {

  private static final Logger log = LoggerFactory.getLogger(MasterKey.class);

  private final Path file;
  private volatile Held held;

  /** What was read of the file, and how it read. */
  private record Held(String text, KeysetHandle keyset, Aead aead) {

    static Held read(Path file) throws IOException, GeneralSecurityException {
      String text = Files.readString(file);
      KeysetHandle keyset =
          TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
      return new Held(text, keyset, keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
    }

    /** Keys are not for logs. */
    @Override
    public String toString() {
      return "Held[]";
    }
  }

  private MasterKey(Path file, Held held) {
    this.file = file;
    this.held = held;
  }

  /**
   * Reads the key, or makes it where there is none yet.
   *
   * @param mayMake whether a new key may be made: not where data sealed with another one is already
   *     there
   */
  public static MasterKey open(Path file, boolean mayMake) {
    try {
      AeadConfig.register();
      if (!Files.exists(file)) {
        if (!mayMake) {
          throw new StartRefused(
              "master key "
                  + file
                  + " is not there, and the database was sealed with it; put it back from its"
                  + " backup");
        }
        make(file);
      }
      return new MasterKey(file, Held.read(file));
    } catch (IOException e) {
      throw new StartRefused("master key " + file + " cannot be read or made: " + e, e);
    } catch (GeneralSecurityException e) {
      throw new StartRefused(
          "master key " + file + " is not a keyset; put the right file there", e);
    }
  }

  Aead aead() {
    return held.aead;
  }

  /** The key that seals, by its number in the file. */
  public int primary() {
    return held.keyset.getPrimary().getId();
  }

  /** All keys, the oldest first. */
  public List<Integer> keys() {
    KeysetHandle keyset = held.keyset;
    return IntStream.range(0, keyset.size()).mapToObj(i -> keyset.getAt(i).getId()).toList();
  }

  /** The same for people, who find them in {@code masterkey rotate} and in backups. */
  public String numbers() {
    return keys().stream().map(Integer::toUnsignedString).collect(Collectors.joining(", "));
  }

  /**
   * Reads the file again, which {@code masterkey rotate} may have changed beside this process. A
   * file that cannot be read leaves things as they are.
   *
   * @return whether it has changed
   */
  public boolean refresh() {
    try {
      if (Files.readString(file).equals(held.text)) {
        return false;
      }
      held = Held.read(file);
      return true;
    } catch (IOException | GeneralSecurityException e) {
      log.warn("master key {} cannot be read again; the one read before is used: {}", file, e);
      return false;
    }
  }

  /**
   * Adds a new key; the others still open what they sealed.
   *
   * @param seals whether it seals from now on
   */
  public void add(boolean seals) {
    change(
        keys -> {
          KeysetHandle.Builder.Entry fresh =
              KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                  .withRandomId();
          keys.addEntry(seals ? fresh.makePrimary() : fresh);
        });
  }

  /** The key that was added last seals from now on. */
  public void sealWithNewest() {
    change(keys -> keys.getAt(keys.size() - 1).makePrimary());
  }

  /** Only the key that seals is left. What another one has sealed cannot be opened any more. */
  public void removeOthers() {
    change(
        keys -> {
          for (int i = keys.size() - 1; i >= 0; i--) {
            if (!keys.getAt(i).isPrimary()) {
              keys.deleteAt(i);
            }
          }
        });
  }

  private void change(Consumer<KeysetHandle.Builder> edit) {
    try {
      KeysetHandle.Builder builder = KeysetHandle.newBuilder(held.keyset);
      edit.accept(builder);
      Path temporary = write(builder.build());
      Files.move(temporary, file.toRealPath(), StandardCopyOption.ATOMIC_MOVE);
      held = Held.read(file);
    } catch (IOException e) {
      throw new StartRefused("master key " + file + " cannot be replaced: " + e, e);
    } catch (GeneralSecurityException e) {
      throw new StartRefused("master key " + file + " cannot be changed: " + e.getMessage(), e);
    }
  }

  String place() {
    return file.toString();
  }

  private static void make(Path file) throws IOException, GeneralSecurityException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path temporary = write(file, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    try {
      // a link refuses to replace: of two processes that start at once, one key wins and both use
      // it
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException anotherProcessWasQuicker) {
      return;
    } finally {
      Files.delete(temporary);
    }
  }

  private Path write(KeysetHandle keyset) throws IOException, GeneralSecurityException {
    return write(file.toRealPath(), keyset);
  }

  /** Beside the file, durable, and for its owner only. */
  private static Path write(Path file, KeysetHandle keyset)
      throws IOException, GeneralSecurityException {
    String text = TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
    Path temporary =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            ".master",
            ".key",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        temporary, text, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.SYNC);
    return temporary;
  }
}
