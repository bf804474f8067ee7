package dev.domicile.api;

import dev.domicile.wire.Pem;
import dev.domicile.wire.PemIdentity;
import dev.domicile.wire.UnfitPem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of an HTTPS listener. Its files are looked at now and then: new ones serve new
 * connections, open connections go on. Files that do not fit together change nothing, since
 * certificate and key are written one after the other.
 */
final class ServerCertificate implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

  private static final String NO_PASSWORD = "";

  private final HttpFrontSettings.Tls files;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final CountDownLatch closed = new CountDownLatch(1);
  private byte[] tried = {};
  private String trouble = "";
  private volatile Instant until = Instant.MAX;

  ServerCertificate(HttpFrontSettings.Tls files) {
    this.files = files;
    context.setKeyStorePassword(NO_PASSWORD);
    context.setKeyManagerPassword(NO_PASSWORD);
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setSniRequired(false);
  }

  SslContextFactory.Server context() {
    return context;
  }

  /**
   * Reads the files for the first time.
   *
   * @throws IOException with one line for people
   */
  void load() throws IOException {
    try {
      tried = contents();
      PemIdentity identity = read();
      context.setKeyStore(identity.keyStore());
      until = identity.until();
    } catch (UnfitPem | GeneralSecurityException unfit) {
      throw new IOException(unfit.getMessage(), unfit);
    }
  }

  /** What new connections are shown. */
  X509Certificate served() throws GeneralSecurityException {
    return (X509Certificate) context.getKeyStore().getCertificate(PemIdentity.ALIAS);
  }

  /** Of the certificates that new connections are shown, the first end. */
  Instant until() {
    return until;
  }

  /** Looks at the files until it is closed. */
  void watch() {
    Thread.ofVirtual().name("certificate").start(this::lookNowAndThen);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void lookNowAndThen() {
    try {
      while (!closed.await(files.checkEvery().toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes new files, if they are new and fit. */
  void look() {
    try {
      byte[] now = contents();
      if (!Arrays.equals(now, tried)) {
        tried = now;
        PemIdentity identity = read();
        KeyStore store = identity.keyStore();
        context.reload(factory -> factory.setKeyStore(store));
        until = identity.until();
      }
      trouble = "";
    } catch (Exception unfit) {
      tell(String.valueOf(unfit));
    }
  }

  /** Once for each trouble, not at each look. */
  private void tell(String now) {
    if (!now.equals(trouble)) {
      LOG.error("the new certificate is not taken, the old one stays in use: {}", now);
      trouble = now;
    }
  }

  private PemIdentity read() {
    PemIdentity identity =
        PemIdentity.read(
            new Pem("tls.certificate", files.certificate()), new Pem("tls.key", files.key()));
    X509Certificate ours = identity.chain().getFirst();
    LOG.info(
        "certificate of {} until {}",
        ours.getSubjectX500Principal().getName(),
        ours.getNotAfter().toInstant());
    return identity;
  }

  /** Their times tell too little: two writes can fall into one tick of a file system's clock. */
  private byte[] contents() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(Files.readAllBytes(files.certificate()));
    both.write(0);
    both.write(Files.readAllBytes(files.key()));
    return both.toByteArray();
  }
}
