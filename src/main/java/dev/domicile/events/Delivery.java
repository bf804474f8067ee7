package dev.domicile.events;

import java.nio.charset.StandardCharsets;

/**
 * What is to be delivered.
 *
 * @param stream which courier takes it
 * @param subject deliveries of one subject go one after the other
 * @param owner for whom it is delivered; one delivery at a time in a stream
 * @param id the receiver's means to know a repetition
 * @param line one JSON document without line breaks
 */
public record Delivery(String stream, String subject, String owner, String id, String line) {

  public Delivery {
    if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a delivery is one line");
    }
  }

  byte[] body() {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /** Personal data stays out of logs and messages. */
  @Override
  public String toString() {
    return "Delivery[" + id + "]";
  }
}
