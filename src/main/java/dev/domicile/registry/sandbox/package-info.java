/**
 * A registry on loopback that checks what a registry checks: EPP (RFC 5730, 5731, 5733) over TLS
 * (RFC 5734). It shares no code with the client, so that a mistake in one codec cannot hide in the
 * other.
 *
 * <p>{@code Session} reads frames, {@code Dialogue} finds the command, one class per command
 * decides and answers, {@code Register} holds domains and contacts, {@code Decisions} what is
 * pending and the messages, {@code Journal} keeps them in a file. {@code Rules} and {@code Policy}
 * say how the registry differs from another one; {@code FaultCard} lists what names call for.
 *
 * <h2>The data folder</h2>
 *
 * <ul>
 *   <li>{@code state}: domains and contacts, mode 0600, see below
 *   <li>{@code lock}: held while a sandbox runs, so that two never share a folder
 *   <li>{@code password}: the registrar's password, mode 0600
 *   <li>{@code ca.crt server.crt server.key client.crt client.key expired.crt}: PEM; the keys PKCS
 *       #8, mode 0600
 * </ul>
 *
 * <h2>The state file</h2>
 *
 * UTF-8, one change per line, fields parted by tabs; {@code \\ \t \n \r} are escaped with a
 * backslash. The first line is {@code domicile-sandbox 1}. A line states the whole object, so the
 * last one of a name wins. A last line without its line feed was cut off by a crash before its
 * command was answered, and is ignored. Times are epoch milliseconds; an empty field means absent.
 *
 * <pre>
 * D name roid sponsor registrant role=handle... status... createdBy created updatedBy updated expires updates authInfo
 * C handle roid sponsor status... createdBy created updatedBy updated authInfo voice x fax x email disclose
 *   then per postalInfo: type name org street street street city sp pc cc
 * X handle                 the contact was deleted
 * P decision due clTRID svTRID D...   is pending; the domain as it would be follows
 * R name 1|0 time message  what was pending is approved or not; the message tells of it
 * M id time text [name 1|0 clTRID svTRID]   a message, of a decision if more than its text follows
 * A id                     the message was acknowledged
 * T clTRID                 was used; only written where repeated ones are refused
 * </pre>
 *
 * A line is handed to the operating system before its command is answered: a killed process loses
 * nothing that was acknowledged. It is not forced to the disk. At each start the file is written
 * anew with one line per object and renamed into place.
 */
@NullMarked
package dev.domicile.registry.sandbox;

import org.jspecify.annotations.NullMarked;
