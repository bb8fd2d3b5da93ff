package dev.drift.noise;

import dev.drift.model.Difference;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The noise packs of the operators that one cluster shows.
public final class Noise {
  private final List<NoisePack> active;
  private final World world;
  private final LiveState live;

  private Noise(World world, List<NoisePack> active) {
    this.world = world;
    this.live = world.live();
    this.active = active;
  }

  static Noise of(List<NoisePack> packs, World world) {
    return new Noise(world, packs.stream().filter(pack -> pack.isActive(world.live())).toList());
  }

  /// The same packs in a later world, which must show the same operators.
  public Noise in(World later) {
    return new Noise(later, active);
  }

  /// Whether both are of the same operators.
  public boolean isLike(Noise other) {
    return active.equals(other.active);
  }

  /// What is looked at while differences are explained.
  public Reads readsOfDifferences() {
    return reads(
        active.stream().flatMap(pack -> pack.writes().stream()).map(OperatorWrite::conditions));
  }

  /// What is looked at while undeclared objects are explained.
  public Reads readsOfUndeclared() {
    return reads(
        active.stream().flatMap(pack -> pack.makes().stream()).map(MadeObject::conditions));
  }

  private static Reads reads(Stream<Conditions> conditions) {
    return conditions.map(Conditions::reads).reduce(Reads.NOTHING, Reads::and);
  }

  /// The sentence that accounts for a difference of a resource, or nothing.
  public Optional<String> explain(Difference difference, LiveResource resource) {
    for (NoisePack pack : active) {
      for (OperatorWrite write : pack.writes()) {
        if (write.explains(difference, resource, world)) {
          return Optional.of(sentence(pack, write.reason()));
        }
      }
    }
    return Optional.empty();
  }

  /// The sentence that accounts for an object which Git does not declare, or nothing.
  public Optional<String> explainUndeclared(LiveResource resource) {
    for (NoisePack pack : active) {
      for (MadeObject make : pack.makes()) {
        if (make.explains(resource, world)) {
          return Optional.of(sentence(pack, make.reason()));
        }
      }
    }
    return Optional.empty();
  }

  private static String sentence(NoisePack pack, String reason) {
    return "explained by pack %s: %s".formatted(pack.name(), reason);
  }

  /// The packs whose operator is there and that read a kind which could not be read: what they
  /// would explain is reported as drift.
  public List<Problem> gaps() {
    List<Problem> gaps = new ArrayList<>();
    for (NoisePack pack : active) {
      for (GroupKind kind : pack.reads()) {
        if (live.coverageOf(kind).filter(coverage -> !coverage.known()).isPresent()) {
          gaps.add(gap(pack, kind, live.coverageOf(kind).map(KindCoverage::reason).orElse("")));
        }
      }
    }
    return gaps;
  }

  private static Problem gap(NoisePack pack, GroupKind kind, String reason) {
    return Problem.of(
        Problem.Code.NOISE_PACK_NOT_ASKED,
        "the noise pack %s could not read %s objects; what they would explain is reported as drift: %s"
            .formatted(pack.name(), kind, reason));
  }
}
