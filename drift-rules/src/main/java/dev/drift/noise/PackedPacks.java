package dev.drift.noise;

import dev.drift.json.JsonWriter;
import dev.drift.model.Problem;
import dev.drift.model.SourceFile;
import dev.drift.model.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes the noise packs of `policies/noise` as one JSON document, when the program is built: a
/// run reads it in a tenth of the time, and a mistake in a pack breaks the build.
public final class PackedPacks {
  /// The files of `policies/noise`.
  static final List<String> NAMES =
      List.of(
          "argo-cd",
          "cert-manager",
          "flink-operator",
          "flux",
          "helm",
          "istio",
          "keda",
          "kube-system",
          "prometheus-operator",
          "strimzi");

  private PackedPacks() {}

  /// Prints the document.
  public static void main(String[] arguments) {
    String packs = JsonWriter.text(new Value.Arr(NAMES.stream().map(PackedPacks::pack).toList()));
    System.out.writeBytes(packs.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private static Value pack(String name) {
    String file = name + ".yaml";
    Documents read = new DocumentReader(YamlLimits.DEFAULT).read(new SourceFile(file, bytes(file)));
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.documents().size() == 1) {
      Document document = read.documents().getFirst();
      problems.addAll(NoisePackReader.read(document.value(), document.places()).problems());
      if (problems.isEmpty()) {
        return document.value();
      }
    }
    throw new IllegalStateException("the noise pack %s is invalid: %s".formatted(file, problems));
  }

  private static byte[] bytes(String file) {
    try (InputStream in = PackedPacks.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing next to " + PackedPacks.class);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
