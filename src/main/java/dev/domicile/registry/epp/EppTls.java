package dev.domicile.registry.epp;

import dev.domicile.wire.Pem;
import dev.domicile.wire.PemIdentity;
import dev.domicile.wire.UnfitPem;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS 1.2 or later (RFC 8996) with the server's name checked and our certificate at hand. */
final class EppTls {

  private static final char[] NO_PASSWORD = {};

  private final SSLContext context;
  private final String hostname;

  /**
   * @param host the name to check where the settings give none
   * @throws EppConfigurationException where a file cannot be used; names it
   */
  EppTls(EppSettings.Tls tls, String host) {
    hostname = tls.hostname() == null ? host : tls.hostname();
    try {
      context = SSLContext.getInstance("TLS");
      context.init(identity(tls.certificate(), tls.key()), trusted(tls.ca()), null);
    } catch (UnfitPem unfit) {
      throw new EppConfigurationException(String.valueOf(unfit.getMessage()), unfit);
    } catch (GeneralSecurityException | IOException e) {
      throw new EppConfigurationException("tls: cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Lays TLS over a connected socket, which it then owns; nothing is sent yet. */
  SSLSocket over(Socket plain, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, hostname, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static KeyManager @Nullable [] identity(@Nullable Path certificate, @Nullable Path key)
      throws GeneralSecurityException, IOException {
    if (certificate == null || key == null) {
      return null;
    }
    KeyStore store =
        PemIdentity.read(new Pem("tls.certificate", certificate), new Pem("tls.key", key))
            .keyStore();
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trusted(@Nullable Path ca)
      throws GeneralSecurityException, IOException {
    if (ca == null) {
      return null;
    }
    KeyStore store = empty();
    for (X509Certificate authority : new Pem("tls.ca", ca).certificates()) {
      store.setCertificateEntry("ca" + store.size(), authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    // PKCS12 would stretch a password 10,000 times, at every start, for a store only in memory
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
