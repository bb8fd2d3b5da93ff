package dev.drift.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs several command lines in one process, one after the other: what they load goes into the AOT
/// cache that `make dist` writes. Not for users; it is in this jar because a cache fits only the
/// class path with which it was made.
final class Training {
  private static final String NEXT = ",";

  private Training() {}

  /// @param args command lines of drift, with a comma as an argument of its own between two
  public static void main(String[] args) {
    List<String> line = new ArrayList<>();
    for (String arg : args) {
      if (arg.equals(NEXT)) {
        run(line);
        line.clear();
      } else {
        line.add(arg);
      }
    }
    run(line);
    System.exit(0); // as Main ends: that loads something too
  }

  private static void run(List<String> line) {
    int exit = Main.run(line.toArray(String[]::new));
    System.err.println("drift " + String.join(" ", line) + ": " + exit);
  }
}
