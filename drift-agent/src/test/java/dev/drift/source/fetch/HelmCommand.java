package dev.drift.source.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The real helm, as those use it who publish charts.
///
/// @param folder for its settings, and for charts before they are packed
public record HelmCommand(Path folder) {
  /// Packs a chart whose only template prints its version and the value `mode`.
  ///
  /// @param into where `name-version.tgz` is put
  /// @param more paths and texts of further files, in turn
  public Path pack(String name, String version, Path into, String... more) throws IOException {
    Path chart = folder.resolve("charts/%s-%s/%s".formatted(name, version, name));
    write(chart, "Chart.yaml", "apiVersion: v2\nname: %s\nversion: %s\n".formatted(name, version));
    write(chart, "values.yaml", "mode: chart\n");
    write(
        chart,
        "templates/settings.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s}
        data:
          version: {{ .Chart.Version | quote }}
          mode: {{ .Values.mode | quote }}
        """
            .formatted(name));
    for (int i = 0; i < more.length; i += 2) {
      write(chart, more[i], more[i + 1]);
    }
    Files.createDirectories(into);
    run("package", chart.toString(), "--destination", into.toString());
    return into.resolve("%s-%s.tgz".formatted(name, version));
  }

  private static void write(Path chart, String path, String text) throws IOException {
    Path file = chart.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// Writes the index of a folder of charts.
  public void index(Path charts) throws IOException {
    run("repo", "index", charts.toString());
  }

  public void run(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(Renderer.HELM.path().toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("helm %s: %s".formatted(String.join(" ", arguments), said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
