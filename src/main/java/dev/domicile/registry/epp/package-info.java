/**
 * The EPP client (RFC 5730, 5731, 5733 over RFC 5734; long passwords by RFC 8807).
 *
 * <p>{@code EppRegistry} sends one command and tells its outcome. {@code EppSessions} holds up to
 * as many sessions as the registry allows, opens them as they are needed and keeps them alive;
 * {@code EppSession} is one of them, its commands answered in order. {@code CommandRate} spaces the
 * commands; {@code Circuit} leaves a registry alone that fails, and stops at a refused login.
 * {@code FrameLog} shows frames with every text masked that is not known to be harmless. One class
 * per command writes the frame and reads the answer's data; {@code XmlReader} takes no document
 * types and no entities. An answer that does not bear the command's clTRID is not believed.
 */
@NullMarked
package dev.domicile.registry.epp;

import org.jspecify.annotations.NullMarked;
