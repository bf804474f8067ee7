package dev.domicile.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A postal address (RFC 5733 section 2.4).
 *
 * @param type INT is 7-bit ASCII, LOC any Unicode
 * @param street 0 to 3 lines of 1 to 255 characters
 * @param country ISO 3166-1 alpha-2, upper case
 */
public record PostalInfo(
    Type type,
    String name,
    @Nullable String organization,
    List<String> street,
    String city,
    @Nullable String province,
    @Nullable String postalCode,
    String country) {

  public PostalInfo {
    street = List.copyOf(street);
  }

  public enum Type {
    INT,
    LOC
  }
}
