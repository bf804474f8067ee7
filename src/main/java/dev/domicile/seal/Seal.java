package dev.domicile.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import dev.domicile.store.Database;
import dev.domicile.store.Sql;
import dev.domicile.store.StartRefused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Seals what must not lie open at rest, and makes keyed digests of what must be recognised without
 * being read.
 *
 * <p>The master key seals the data. The digest key lies in the database, sealed by the master key,
 * so that digests stay the same when the master key is rotated or the database is copied.
 */
public final class Seal {

  private static final String DIGEST_KEYSET = "digest";

  /** Tink's prefix: a version and the key's number, 4 octets. */
  private static final int PREFIX = 1 + Integer.BYTES;

  /** 128 bits: enough that two contents never meet. */
  private static final int DIGEST_BYTES = 16;

  private final MasterKey masterKey;
  private final PrfSet digests;

  private Seal(MasterKey masterKey, PrfSet digests) {
    this.masterKey = masterKey;
    this.digests = digests;
  }

  /**
   * Opens the sealed part of a database, or begins it where the database is new.
   *
   * @throws StartRefused if the master key is not the one that this database was sealed with
   */
  public static Seal open(MasterKey masterKey, Database database) {
    try {
      PrfConfig.register();
      Aead aead = masterKey.aead();
      Optional<byte[]> stored =
          database.read(
              sql ->
                  sql.row(
                      "SELECT sealed FROM keyset WHERE name = ?",
                      r -> r.bytes("sealed"),
                      DIGEST_KEYSET));
      byte[] sealed = stored.isPresent() ? stored.get() : database.write(sql -> begin(sql, aead));
      KeysetHandle keyset =
          TinkProtoKeysetFormat.parseKeyset(
              decrypt(aead, sealed, masterKey, database), InsecureSecretKeyAccess.get());
      return new Seal(masterKey, keyset.getPrimitive(RegistryConfiguration.get(), PrfSet.class));
    } catch (GeneralSecurityException e) {
      throw new StartRefused(
          "master key " + masterKey.place() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * @param context what is sealed and where it stands; opening it elsewhere fails
   */
  public byte[] seal(byte[] plain, String context) {
    try {
      return masterKey.aead().encrypt(plain, bytes(context));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing " + context, e);
    }
  }

  public byte[] seal(String plain, String context) {
    return seal(bytes(plain), context);
  }

  public byte[] open(byte[] sealed, String context) {
    try {
      return decrypt(sealed, context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "opening " + context + ": altered, or sealed with another key", e);
    }
  }

  /** What does not open may have been sealed with a key that was added since. */
  private byte[] decrypt(byte[] sealed, String context) throws GeneralSecurityException {
    try {
      return masterKey.aead().decrypt(sealed, bytes(context));
    } catch (GeneralSecurityException e) {
      if (masterKey.refresh()) {
        return masterKey.aead().decrypt(sealed, bytes(context));
      }
      throw e;
    }
  }

  /** Whether it was sealed with the key that seals now; told by the number in front of it. */
  boolean isCurrent(byte[] sealed) {
    return number(sealed) == masterKey.primary();
  }

  /** The table of this room that holds sealed values. */
  public static SealedRows sealedRows() {
    return new SealedRows(
        "keyset",
        List.of("name"),
        "sealed",
        row -> new Object[] {row.text("name")},
        row -> row.text("name"));
  }

  public String openText(byte[] sealed, String context) {
    return new String(open(sealed, context), StandardCharsets.UTF_8);
  }

  /**
   * The same content and purpose give the same 32 hexadecimal digits; nobody without the key can
   * test a guess.
   */
  public String digest(String purpose, String content) {
    try {
      byte[] input = bytes(purpose + "\0" + content);
      return HexFormat.of().formatHex(digests.computePrimary(input, DIGEST_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("digest for " + purpose, e);
    }
  }

  private static byte[] begin(Sql sql, Aead aead) {
    try {
      KeysetHandle fresh = KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF);
      byte[] clear = TinkProtoKeysetFormat.serializeKeyset(fresh, InsecureSecretKeyAccess.get());
      sql.update(
          "INSERT INTO keyset (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
          DIGEST_KEYSET,
          aead.encrypt(clear, bytes(DIGEST_KEYSET)));
      return sql.row(
              "SELECT sealed FROM keyset WHERE name = ?", r -> r.bytes("sealed"), DIGEST_KEYSET)
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("making the digest key", e);
    }
  }

  private static byte[] decrypt(Aead aead, byte[] sealed, MasterKey key, Database database) {
    try {
      return aead.decrypt(sealed, bytes(DIGEST_KEYSET));
    } catch (GeneralSecurityException wrongKey) {
      throw new StartRefused(
          "master key "
              + key.place()
              + " is not the one that "
              + database.place()
              + " was sealed with; it needs key "
              + Integer.toUnsignedString(number(sealed))
              + ", and the file has "
              + key.numbers()
              + "; put the right key file there, or name it in masterKey",
          wrongKey);
    }
  }

  /** Of the key that sealed it; it stands in front. */
  private static int number(byte[] sealed) {
    return sealed.length > PREFIX ? ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt() : 0;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
