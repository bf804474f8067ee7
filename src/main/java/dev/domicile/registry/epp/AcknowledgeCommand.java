package dev.domicile.registry.epp;

import dev.domicile.registry.Registry.Applied;
import dev.domicile.wire.XmlWriter;

/** RFC 5730 section 2.9.2.3, {@code op="ack"}. */
record AcknowledgeCommand(String messageId) implements Command<Applied> {

  @Override
  public String name() {
    return "poll:ack";
  }

  @Override
  public void write(XmlWriter xml) {
    xml.start("poll").attribute("op", "ack").attribute("msgID", messageId).end();
  }

  /** Some registries tell at once that no message is left, or that others are. */
  @Override
  public boolean isDoneBy(int code) {
    return code == 1000 || code == 1300 || code == 1301;
  }

  @Override
  public Applied read(Response response) {
    return new Applied();
  }
}
