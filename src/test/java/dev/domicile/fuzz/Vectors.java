package dev.domicile.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests recorded from the official SDKs, as octets for a connection. */
final class Vectors {

  private static final List<String> FILES =
      List.of("classic-v1", "async-v1", "classic-acs3", "tea-acs3");

  private Vectors() {}

  static List<byte[]> all() {
    List<byte[]> all = new ArrayList<>();
    for (String file : FILES) {
      try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
        new JsonMapper().readTree(in).forEach(vector -> all.add(octets(vector.get("request"))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  private static byte[] octets(JsonNode request) {
    StringBuilder text = new StringBuilder();
    text.append(request.get("method").asString()).append(' ');
    text.append(request.get("target").asString()).append(" HTTP/1.1\r\n");
    JsonNode headers = request.get("rawHeaders");
    for (int i = 0; i + 1 < headers.size(); i += 2) {
      text.append(headers.get(i).asString()).append(": ");
      text.append(headers.get(i + 1).asString()).append("\r\n");
    }
    text.append("\r\n").append(request.get("body").asString());
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
