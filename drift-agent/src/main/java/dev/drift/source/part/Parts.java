package dev.drift.source.part;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import java.util.List;
import java.util.Set;

/// What a renderer made of parts of a source.
///
/// @param manifests with the prefix of the request in their files
/// @param unrendered the parts that could not be rendered, each with its reason
/// @param covered files and folders, without the prefix, whose content these parts are: nobody
///     reads them as manifests, whether rendering them succeeded or not
/// @param programs that were run, such as `kustomize v5.8.1`
/// @param apart what these parts declare and nobody compares, such as what a deployer creates once
/// @param skipped what was left out with a reason
public record Parts(
    List<Manifest> manifests,
    List<Unrendered> unrendered,
    List<Problem> problems,
    Set<String> covered,
    List<String> programs,
    List<Manifest> apart,
    List<Skipped> skipped) {
  public static final Parts NONE = new Parts(List.of(), List.of(), List.of(), Set.of(), List.of());

  public Parts {
    manifests = List.copyOf(manifests);
    unrendered = List.copyOf(unrendered);
    problems = List.copyOf(problems);
    covered = Set.copyOf(covered);
    programs = List.copyOf(programs);
    apart = List.copyOf(apart);
    skipped = List.copyOf(skipped);
  }

  /// Parts that are compared whole.
  public Parts(
      List<Manifest> manifests,
      List<Unrendered> unrendered,
      List<Problem> problems,
      Set<String> covered,
      List<String> programs) {
    this(manifests, unrendered, problems, covered, programs, List.of(), List.of());
  }
}
