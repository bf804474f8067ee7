package dev.domicile.contact;

/** RegistrantType of the API: 1 or 2. */
public enum RegistrantType {
  INDIVIDUAL,
  ENTERPRISE
}
