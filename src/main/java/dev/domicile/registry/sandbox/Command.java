package dev.domicile.registry.sandbox;

/** One command on one kind of object; the same instance serves all sessions. */
@FunctionalInterface
interface Command {

  /**
   * @param object the element inside the verb, such as domain:update
   * @param registrar who asks
   */
  Answer run(Element object, String registrar);
}
