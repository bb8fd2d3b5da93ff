package dev.drift.cli;

/// The program.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Program.run(args, Console.system(), new RealPipeline()));
  }
}
