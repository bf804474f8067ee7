package dev.domicile.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The commands beside the service, and the help. */
@Command(
    name = "domicile",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Changes the contacts of many domains at once, and proves it.",
    footer = {
      "",
      "Further commands:",
      "  serve [--config FILE]   run the service; a sandbox without a configuration, with the"
          + " options",
      "                          of the sandbox registry",
      "  demo [--json]           the whole product once, on data of its own",
      "  sandbox --port N --data DIR [--domains N] [--latency MS]",
      "                          the sandbox registry alone; more in docs/sandbox.md"
    })
final class AdminCommands {

  private AdminCommands() {}

  /** The exit code: 0 done, 1 refused or failed, 2 wrong usage. */
  static int run(List<String> arguments, Streams streams) {
    boolean json = arguments.contains("--json");
    CommandLine commands =
        new CommandLine(new AdminCommands())
            .addSubcommand(new AccountCommand(streams))
            .addSubcommand(new KeyCommand(streams))
            .addSubcommand(new StepCommand(streams))
            .addSubcommand(new AuditCommand(streams))
            .addSubcommand(new ContactsCommand(streams))
            .addSubcommand(
                new CommandLine(new DatabaseCommand(streams))
                    .addSubcommand(new RestoredCommand(streams)))
            .addSubcommand(new DomainsCommand(streams))
            .addSubcommand(new EraseCommand(streams))
            .addSubcommand(new MasterKeyCommand(streams));
    commands
        .setOut(writer(streams.out()))
        .setErr(writer(streams.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler(
            (e, args) ->
                streams.ended(
                    Streams.USAGE,
                    e.getMessage()
                        + "; see: "
                        + e.getCommandLine().getCommandSpec().qualifiedName()
                        + " --help",
                    json))
        .setExecutionExceptionHandler((e, line, parsed) -> streams.failed(e, json));
    return commands.execute(arguments.toArray(new String[0]));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
