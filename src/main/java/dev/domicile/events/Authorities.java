package dev.domicile.events;

import dev.domicile.store.StartRefused;
import dev.domicile.wire.Pem;
import dev.domicile.wire.UnfitPem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed. */
final class Authorities {

  private Authorities() {}

  static SSLContext trusting(Path ca) {
    try {
      KeyStore store = KeyStore.getInstance("JKS"); // in memory only, so without a costly password
      store.load(null, new char[0]);
      for (X509Certificate authority : new Pem("delivery.ca", ca).certificates()) {
        store.setCertificateEntry("ca" + store.size(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (UnfitPem unfit) {
      throw new StartRefused(String.valueOf(unfit.getMessage()), unfit);
    } catch (GeneralSecurityException | IOException e) {
      throw new StartRefused("delivery.ca: cannot be used: " + e.getMessage(), e);
    }
  }
}
