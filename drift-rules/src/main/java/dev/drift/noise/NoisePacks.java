package dev.drift.noise;

import dev.drift.model.Problem;
import dev.drift.model.kind.ApiKind;
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
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The noise packs of one run. Those that ship with the program are all there are: whoever may
/// write into a repository may not say there what is noise. A pack is read when it is first needed.
public final class NoisePacks {
  /// Nothing is noise.
  public static final NoisePacks NONE = new NoisePacks(List.of(), NoisePacks::read);

  /// The files of `policies/noise`, with the API groups that they name: a cluster that serves none
  /// of these needs no such pack, and reading all of them is 3 % of a check.
  static final SortedMap<String, Set<String>> GROUPS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "argo-cd",
                  Set.of("argoproj.io"),
                  "cert-manager",
                  Set.of("cert-manager.io"),
                  "flink-operator",
                  Set.of("flink.apache.org"),
                  "flux",
                  Set.of(
                      "helm.toolkit.fluxcd.io",
                      "kustomize.toolkit.fluxcd.io",
                      "source.toolkit.fluxcd.io"),
                  "helm",
                  Set.of(),
                  "istio",
                  Set.of("networking.istio.io", "security.istio.io"),
                  "keda",
                  Set.of("keda.sh"),
                  "kube-system",
                  Set.of("storage.k8s.io"),
                  "prometheus-operator",
                  Set.of("monitoring.coreos.com"),
                  "strimzi",
                  Set.of("kafka.strimzi.io"))));

  private static final Map<String, NoisePack> READ = new ConcurrentHashMap<>();

  private final List<String> names;
  private final Function<String, NoisePack> reader;

  /// @param names of the packs, in the order in which they are asked
  NoisePacks(List<String> names, Function<String, NoisePack> reader) {
    this.names = List.copyOf(names);
    this.reader = reader;
  }

  /// Those of `policies/noise`.
  public static NoisePacks shipped() {
    return new NoisePacks(
        List.copyOf(GROUPS.keySet()), name -> READ.computeIfAbsent(name, NoisePacks::read));
  }

  /// Those whose operator may be there.
  ///
  /// @param served what the cluster serves
  public NoisePacks in(Collection<ApiKind> served) {
    Set<String> groups =
        served.stream().map(kind -> kind.groupKind().group()).collect(Collectors.toSet());
    return new NoisePacks(names.stream().filter(name -> mayBeThere(name, groups)).toList(), reader);
  }

  private static boolean mayBeThere(String pack, Set<String> served) {
    Set<String> groups = GROUPS.getOrDefault(pack, Set.of());
    return groups.isEmpty() || !Collections.disjoint(groups, served);
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
    all().forEach(pack -> kinds.addAll(pack.reads()));
    return kinds;
  }

  /// The kinds by whose objects a cluster may show an operator.
  public Set<GroupKind> shownBy() {
    Set<GroupKind> kinds = new TreeSet<>();
    all().forEach(pack -> pack.shown().ifPresent(other -> kinds.addAll(other.kinds())));
    return kinds;
  }

  /// Those whose operator the cluster shows.
  public Noise in(World world) {
    return Noise.of(in(world.live().kinds()).all(), world);
  }

  List<NoisePack> all() {
    return names.stream().map(reader).toList();
  }
}
