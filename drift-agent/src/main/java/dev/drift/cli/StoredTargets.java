package dev.drift.cli;

import static java.util.stream.Collectors.joining;

import dev.drift.cli.console.Console;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.store.RunQueries;
import dev.drift.store.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What the commands share that ask the store.
final class StoredTargets {
  private StoredTargets() {}

  /// @param wanted the start of an identity, or the context or address of a cluster; empty for all
  /// @throws DriftException if the store has no such target
  static List<Target> of(RunQueries queries, Optional<String> wanted) {
    List<Target> all = queries.targets();
    if (wanted.isEmpty()) {
      return all;
    }
    String name = wanted.get();
    List<Target> found =
        all.stream()
            .filter(
                it ->
                    it.id().startsWith(name)
                        || it.cluster().context().equals(name)
                        || it.cluster().server().equals(name))
            .toList();
    if (found.isEmpty()) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "the store has no target %s; it has %s"
                  .formatted(
                      name,
                      all.isEmpty()
                          ? "none: no run is recorded in it"
                          : all.stream()
                              .map(it -> "%s (%s)".formatted(it.id(), it.clusterName()))
                              .collect(joining(", ")))));
    }
    return found;
  }

  /// What people read of a store without runs.
  static String nothing() {
    return "No run is recorded yet; drift check --store records one.\n";
  }

  /// Prints what a command found.
  static void print(String text, Console console) {
    try {
      console.out().write(text.getBytes(console.charset()));
      console.out().flush();
    } catch (IOException e) {
      if (!console.outIsPipe().getAsBoolean()) {
        throw new DriftException(
            Problem.of(
                Problem.Code.OUTPUT_FAILED,
                "standard output could not be written: " + e.getMessage()),
            e);
      }
    }
  }
}
