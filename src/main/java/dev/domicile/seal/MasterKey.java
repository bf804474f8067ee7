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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** The key over all data at rest: a Tink keyset in a file that only its owner can read. */
public final class MasterKey {

  private final Path file;
  private final KeysetHandle keyset;

  private MasterKey(Path file, KeysetHandle keyset) {
    this.file = file;
    this.keyset = keyset;
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
      return new MasterKey(
          file,
          TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), InsecureSecretKeyAccess.get()));
    } catch (IOException e) {
      throw new StartRefused("master key " + file + " cannot be read or made: " + e, e);
    } catch (GeneralSecurityException e) {
      throw new StartRefused(
          "master key " + file + " is not a keyset; put the right file there", e);
    }
  }

  Aead aead() throws GeneralSecurityException {
    return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  String place() {
    return file.toString();
  }

  private static void make(Path file) throws IOException, GeneralSecurityException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    String text = TinkJsonProtoKeysetFormat.serializeKeyset(fresh, InsecureSecretKeyAccess.get());
    Path temporary =
        Files.createTempFile(
            folder,
            ".master",
            ".key",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, text, StandardOpenOption.TRUNCATE_EXISTING);
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
}
