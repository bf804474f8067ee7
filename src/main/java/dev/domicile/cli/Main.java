package dev.domicile.cli;

import java.util.List;

/** The one entry. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Streams streams = new Streams(System.out, System.err, Boolean.getBoolean("domicile.terminal"));
    int exit = run(List.of(args), streams);
    System.out.flush();
    System.exit(exit);
  }

  /**
   * The commands that run a service are told apart before picocli is loaded: it would cost every
   * start a tenth of a second.
   */
  static int run(List<String> args, Streams streams) {
    boolean help = args.contains("--help") || args.contains("-h");
    return switch (args.isEmpty() || help ? "" : args.getFirst()) {
      case "serve", "demo", "sandbox" -> service(args, streams);
      default -> AdminCommands.run(withoutService(args), streams);
    };
  }

  /** The help of these commands is part of the whole help. */
  private static List<String> withoutService(List<String> args) {
    boolean service =
        !args.isEmpty() && List.of("serve", "demo", "sandbox").contains(args.getFirst());
    return service ? List.of("--help") : args;
  }

  private static int service(List<String> args, Streams streams) {
    String command = args.getFirst();
    if (!command.equals("demo")) {
      logInformation();
    }
    List<String> rest = args.subList(1, args.size());
    try {
      return switch (command) {
        case "serve" ->
            serve(
                PlainOptions.read(
                    rest, SandboxArguments.SERVE_VALUED, SandboxArguments.SERVE_FLAGS),
                streams);
        case "demo" ->
            demo(
                PlainOptions.read(rest, SandboxArguments.DEMO_VALUED, SandboxArguments.DEMO_FLAGS),
                streams);
        default ->
            sandbox(
                PlainOptions.read(rest, SandboxArguments.VALUED, SandboxArguments.FLAGS), streams);
      };
    } catch (PlainOptions.Wrong e) {
      String reason = command + ": " + e.getMessage() + "; see: domicile --help";
      return streams.ended(Streams.USAGE, reason, rest.contains("--json"));
    } catch (Exception e) {
      return streams.failed(e, rest.contains("--json"));
    }
  }

  private static int serve(PlainOptions options, Streams streams) throws InterruptedException {
    return new ServeCommand(streams.out()).run(options);
  }

  private static int demo(PlainOptions options, Streams streams) throws Exception {
    return new DemoCommand(streams.out(), new Progress(streams.err(), streams.terminal()))
        .run(options);
  }

  private static int sandbox(PlainOptions options, Streams streams) throws Exception {
    return new SandboxCommand(streams.out()).run(SandboxArguments.read(options));
  }

  /** Read by logback.xml; the commands beside the service log warnings only. */
  private static void logInformation() {
    if (System.getProperty("domicile.log.level") == null) {
      System.setProperty("domicile.log.level", "INFO");
    }
  }
}
