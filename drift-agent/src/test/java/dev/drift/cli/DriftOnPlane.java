package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.pipeline.Agent;
import dev.drift.testkit.ControlPlane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs the program against a real cluster, with a cache and a record of its own.
///
/// @param temp where these are
record DriftOnPlane(ControlPlane plane, Path temp) {
  record Printed(int code, String out, String err) {
    /// For messages of failed assertions.
    String all() {
      return out + err;
    }
  }

  /// Runs a command that acts. The newest revision is applied, unless the arguments say otherwise.
  Printed act(List<String> check, String command, String... more) {
    List<String> all =
        new ArrayList<>(List.of(command, "--record", temp.resolve("record").toString()));
    if (!List.of(more).contains("--applied")) {
      all.addAll(List.of("--applied", "head"));
    }
    all.addAll(List.of(more));
    all.addAll(check);
    return run(all);
  }

  Printed check(List<String> check) {
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(check);
    return run(all);
  }

  Printed run(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    if (!arguments.contains("--snapshot")
        && !List.of("status", "history").contains(arguments.getFirst())) {
      all.addAll(List.of("--kubeconfig", plane.kubeconfig().toString()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Agent agent = Agent.ofProcess();
    Map<String, String> environment =
        Map.of(
            "HOME", temp.resolve("home").toString(), "DRIFT_CACHE", temp.resolve("c").toString());
    int code =
        Program.run(
            all.toArray(String[]::new),
            Run.console(out, err, environment),
            new AgentCommands(
                new Agent(environment, false, agent.clock(), agent.ids(), agent.renderer())));
    return new Printed(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /// The agent's own policy, with these actions.
  static Path policy(Path folder, String actions) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        "apiVersion: drift.dev/v1\nkind: Policy\nmetadata: {name: test}\nspec:\n  actions:\n"
            + actions.indent(4));
  }

  /// The journal of the only cluster of the record.
  static Path journalFile(Path temp) throws IOException {
    try (Stream<Path> files = Files.walk(temp.resolve("record"))) {
      return files.filter(it -> it.endsWith("journal.jsonl")).findFirst().orElseThrow();
    }
  }

  List<String> journal() throws IOException {
    return Files.readAllLines(journalFile(temp));
  }
}
