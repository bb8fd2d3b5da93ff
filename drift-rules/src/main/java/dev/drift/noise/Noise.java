package dev.drift.noise;

import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The noise packs of the operators that one cluster shows.
public final class Noise {
  private final List<NoisePack> active;
  private final World world;
  private final LiveState live;

  Noise(List<NoisePack> packs, World world) {
    this.world = world;
    this.live = world.live();
    this.active = packs.stream().filter(pack -> pack.isActive(live)).toList();
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
