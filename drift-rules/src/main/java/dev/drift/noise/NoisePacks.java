package dev.drift.noise;

import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.SourceFile;
import dev.drift.world.World;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The noise packs of one run. Those that ship with the program are all there are: whoever may
/// write into a repository may not say there what is noise.
public final class NoisePacks {
  /// Nothing is noise.
  public static final NoisePacks NONE = new NoisePacks(List.of());

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

  private static final NoisePacks SHIPPED =
      new NoisePacks(NAMES.stream().map(NoisePacks::read).toList());

  private final List<NoisePack> packs;

  NoisePacks(List<NoisePack> packs) {
    this.packs = List.copyOf(packs);
  }

  /// Those of `policies/noise`.
  public static NoisePacks shipped() {
    return SHIPPED;
  }

  private static NoisePack read(String name) {
    String file = name + ".yaml";
    Documents read = new DocumentReader(YamlLimits.DEFAULT).read(new SourceFile(file, bytes(file)));
    List<Problem> problems = new ArrayList<>(read.problems());
    if (read.documents().size() == 1) {
      Document document = read.documents().getFirst();
      NoisePackReader.Result result = NoisePackReader.read(document.value(), document.places());
      problems.addAll(result.problems());
      if (problems.isEmpty() && result.pack().isPresent()) {
        return result.pack().get();
      }
    }
    throw new IllegalStateException("the noise pack %s is invalid: %s".formatted(file, problems));
  }

  private static byte[] bytes(String file) {
    try (InputStream in = NoisePacks.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing next to " + NoisePacks.class);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The kinds that the packs read, to be listed where the cluster serves them.
  public Set<GroupKind> reads() {
    Set<GroupKind> kinds = new TreeSet<>();
    packs.forEach(pack -> kinds.addAll(pack.reads()));
    return kinds;
  }

  /// The kinds by whose objects a cluster may show an operator.
  public Set<GroupKind> shownBy() {
    Set<GroupKind> kinds = new TreeSet<>();
    packs.forEach(pack -> pack.shown().ifPresent(other -> kinds.addAll(other.kinds())));
    return kinds;
  }

  /// Those whose operator the cluster shows.
  public Noise in(World world) {
    return Noise.of(packs, world);
  }

  List<NoisePack> all() {
    return packs;
  }
}
