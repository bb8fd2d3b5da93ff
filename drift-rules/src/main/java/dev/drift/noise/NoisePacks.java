package dev.drift.noise;

import dev.drift.json.JsonReader;
import dev.drift.model.GroupKind;
import dev.drift.model.Places;
import dev.drift.model.Value;
import dev.drift.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The noise packs of one run. Those that ship with the program are all there are: whoever may
/// write into a repository may not say there what is noise.
public final class NoisePacks {
  /// Nothing is noise.
  public static final NoisePacks NONE = new NoisePacks(List.of());

  /// What [PackedPacks] makes of them when the program is built.
  static final String PACKED = "packs.json";

  private static final Places NOWHERE =
      new Places(PACKED, 0, new Places.Node(1, 1, 0, 0, false, Map.of(), List.of()));

  private static final NoisePacks SHIPPED = new NoisePacks(packed());

  private final List<NoisePack> packs;

  NoisePacks(List<NoisePack> packs) {
    this.packs = List.copyOf(packs);
  }

  /// Those of `policies/noise`.
  public static NoisePacks shipped() {
    return SHIPPED;
  }

  private static List<NoisePack> packed() {
    try (InputStream in = NoisePacks.class.getResourceAsStream(PACKED)) {
      if (in == null || !(JsonReader.read(in) instanceof Value.Arr packs)) {
        throw new IllegalStateException(PACKED + " is missing next to " + NoisePacks.class);
      }
      return packs.items().stream()
          .map(pack -> NoisePackReader.read(pack, NOWHERE))
          .map(
              read ->
                  read.pack()
                      .orElseThrow(
                          () -> new IllegalStateException(PACKED + ": " + read.problems())))
          .toList();
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

  /// Those whose operator the cluster shows.
  public Noise in(World world) {
    return new Noise(packs, world);
  }

  List<NoisePack> all() {
    return packs;
  }
}
