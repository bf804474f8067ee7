package dev.domicile.contact;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The form in which contacts lie sealed in the database. */
final class ContactJson {

  private static final JsonMapper JSON = new JsonMapper();

  private ContactJson() {}

  private record Document(Map<String, String> submitted, Contact normal) {}

  static String write(ContactSubmission submitted, Contact normal) {
    return JSON.writeValueAsString(new Document(submitted.values(), normal));
  }

  static StoredContact read(long id, long accountId, long createdAt, String json) {
    Document document = JSON.readValue(json, Document.class);
    return new StoredContact(
        id, accountId, createdAt, new ContactSubmission(document.submitted()), document.normal());
  }

  /** Without a normal form: of what is not complete yet. */
  static String write(ContactSubmission submitted) {
    return JSON.writeValueAsString(submitted.values());
  }

  static ContactSubmission read(String json) {
    return new ContactSubmission(JSON.readValue(json, new TypeReference<>() {}));
  }
}
