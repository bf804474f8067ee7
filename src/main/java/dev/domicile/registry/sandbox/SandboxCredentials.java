package dev.domicile.registry.sandbox;

import java.nio.file.Path;

/**
 * What a registrar needs to come in; made at the first start, valid 10 years.
 *
 * @param authority PEM, the certificate that signed the server's and the client's
 * @param clientCertificate PEM
 * @param clientKey PEM, PKCS #8, mode 0600
 * @param registrarId the clID
 * @param password the pw of the login now
 */
public record SandboxCredentials(
    Path authority, Path clientCertificate, Path clientKey, String registrarId, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "SandboxCredentials[" + registrarId + " " + clientCertificate + "]";
  }
}
