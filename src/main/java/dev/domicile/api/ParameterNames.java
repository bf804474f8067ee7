package dev.domicile.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which parameters a call may carry: the common ones, and those that its operation declares. */
final class ParameterNames {

  /** What any call may carry, whatever its operation; some SDKs add RegionId and owner fields. */
  private static final Set<String> COMMON =
      Set.of(
          "Action",
          "Version",
          "Format",
          "AccessKeyId",
          "Signature",
          "SignatureMethod",
          "SignatureVersion",
          "SignatureNonce",
          "SignatureType",
          "Timestamp",
          "SecurityToken",
          "RegionId",
          "OwnerId",
          "OwnerAccount",
          "ResourceOwnerId",
          "ResourceOwnerAccount",
          "Lang",
          "UserClientIp");

  private ParameterNames() {}

  static boolean isCommon(String name) {
    return COMMON.contains(name);
  }

  /** Unknown names are ignored, as clients are used to; in great number they are refused. */
  static Optional<Refusal> refusal(
      Map<String, String> parameters, Set<String> declared, int mostUnknown) {
    int unknown = 0;
    for (String name : parameters.keySet()) {
      if (!known(name, declared) && ++unknown > mostUnknown) {
        String shown = FormParameters.name(name);
        return Optional.of(
            Refusal.illegal(
                "More than "
                    + mostUnknown
                    + " parameters have names that this operation does not know, such as "
                    + shown
                    + ".",
                "超过" + mostUnknown + "个参数名不属于此操作，例如" + shown + "。"));
      }
    }
    return Optional.empty();
  }

  private static boolean known(String name, Set<String> declared) {
    if (COMMON.contains(name) || declared.contains(name)) {
      return true;
    }
    int dot = name.indexOf('.');
    return dot > 0 && declared.contains(name.substring(0, dot)) && item(name, dot + 1);
  }

  /** Whether a number stands there, up to the end or the next dot: Tag.1.Key is an item of Tag. */
  private static boolean item(String name, int from) {
    int next = name.indexOf('.', from);
    int end = next < 0 ? name.length() : next;
    return from < end && name.substring(from, end).chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
