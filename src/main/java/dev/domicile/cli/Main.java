package dev.domicile.cli;

import java.nio.file.Path;
import java.util.Optional;

public final class Main {
  public static void main(String[] args) throws Exception {
    if (args[0].equals("demo")) {
      System.exit(
          new DemoCommand(
                  System.out, new Progress(System.err, Boolean.getBoolean("domicile.terminal")))
              .run(args.length > 1, 1000));
    }
    System.exit(
        new ServeCommand(System.out)
            .run(args.length > 1 ? Optional.of(Path.of(args[2])) : Optional.empty()));
  }
}
