package dev.domicile.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** A refusal as every client must be able to read it. */
final class Refused {

  private Refused() {}

  static void assertRefused(Reply reply, String format, int status, String code, String message) {
    assertEquals(code, reply.field("Code"), reply::text);
    assertEquals(message, reply.field("Message"));
    assertEquals(status, reply.status());
    assertEquals(format.equals("JSON"), reply.isJson(), reply.contentType());
    assertEquals(
        List.of("RequestId", "HostId", "Code", "Message"), List.copyOf(reply.fields().keySet()));
    assertTrue(reply.field("RequestId").matches("[0-9A-F-]{36}"), reply::text);
    if (format.equals("XML")) {
      assertEquals("Error", reply.root());
    }
  }
}
