package dev.domicile.app;

import dev.domicile.account.AccessKey;
import dev.domicile.api.RequestSigner;
import dev.domicile.api.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contact of the API page's own sample, with domains of the sandbox: what examples and the demo
 * submit.
 */
public final class ExampleCall {

  public static final String ACTION = "SaveBatchTaskForUpdatingContactInfoByNewContact";

  private ExampleCall() {}

  public static Map<String, String> parameters(List<String> domains) {
    Map<String, String> all = new HashMap<>();
    all.put("ContactType", "registrant");
    all.put("RegistrantType", "1");
    all.put("RegistrantName", "zhang san");
    all.put("RegistrantOrganization", "zhang san");
    all.put("Country", "CN");
    all.put("Province", "Bei jing");
    all.put("City", "Bei jing");
    all.put("Address", "Rd. xitucheng");
    all.put("Email", "test@test.com");
    all.put("PostalCode", "10000");
    all.put("TelArea", "86");
    all.put("Telephone", "13800000000");
    all.put("TelExt", "01");
    for (int i = 0; i < domains.size(); i++) {
      all.put("DomainName." + (i + 1), domains.get(i));
    }
    return all;
  }

  /** A command line to paste; the signature is good once, and for the service's timestampWindow. */
  public static String curl(
      String base, RequestSigner signer, AccessKey key, List<String> domains) {
    String query = signer.query("POST", key, ACTION, Version.V2018_01_29, parameters(domains));
    return "curl -X POST '" + base + "/?" + query + "'";
  }
}
