package dev.drift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is measured: a name for the table, and the command.
///
/// @param compares ends with 1 where something differs
record Contender(String name, boolean compares, Start start) {
  /// Makes the command for one way to the API server.
  interface Start {
    Command with(Access access) throws IOException;
  }

  /// Drift as it is installed, with a clone in its cache.
  static Contender drift(Path drift, Repository repository, Path home) {
    return new Contender(
        "drift check",
        true,
        access ->
            command(
                List.of(drift.toString(), "check", "--repo", repository.bare().toUri().toString()),
                access,
                home));
  }

  static Contender kubectlDiff(Path kubectl, Repository repository, Path home, String... how) {
    List<String> name = new ArrayList<>(List.of("kubectl", "diff"));
    name.addAll(List.of(how));
    List<String> line = new ArrayList<>(name);
    line.set(0, kubectl.toString());
    line.addAll(List.of("-R", "-f", repository.workTree().toString()));
    return new Contender(String.join(" ", name), true, access -> command(line, access, home));
  }

  /// All LISTs whole, one after the other over one connection, and nothing done with them.
  static Contender bareLists(Path home) {
    return new Contender(
        "bare LISTs",
        false,
        access -> {
          List<String> lines = new ArrayList<>();
          for (String path : Fleet.lists()) {
            lines.add("url = \"" + access.server() + path + "\"");
            lines.add("output = \"/dev/null\"");
          }
          lines.add("cacert = \"" + access.caCertificate() + "\"");
          lines.add("header = \"Authorization: Bearer " + access.token() + "\"");
          lines.add("silent");
          lines.add("fail");
          Path config = home.resolve("lists-" + access.server().getPort() + ".curl");
          Files.write(config, lines);
          return command(List.of("curl", "--config", config.toString()), access, home);
        });
  }

  private static Command command(List<String> line, Access access, Path home) {
    return new Command(
        line,
        Map.of(
            "HOME", home.toString(),
            "TMPDIR", home.toString(),
            "LC_ALL", "C",
            "KUBECONFIG", access.kubeconfig().toString()),
        home);
  }
}
