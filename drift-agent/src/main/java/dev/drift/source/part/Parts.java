package dev.drift.source.part;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.policy.Ignore;
import java.util.List;
import java.util.Set;

/// What a renderer made of parts of a source.
///
/// @param manifests with the prefix of the request in their files
/// @param elsewhere manifests that are declared and not compared, such as hooks
/// @param unrendered the parts that could not be rendered, each with its reason
/// @param problems what is wrong with the files
/// @param skipped what a deployer runs or creates once, or leaves out, each with its reason
/// @param ignores what a deployer is asked to ignore, and so the engine is
/// @param covered files and folders, without the prefix, whose content these parts are: nobody
///     reads them as manifests, whether rendering them succeeded or not
/// @param programs that were run, such as `kustomize v5.8.1`
public record Parts(
    List<Manifest> manifests,
    List<Manifest> elsewhere,
    List<Unrendered> unrendered,
    List<Problem> problems,
    List<Skipped> skipped,
    List<Ignore> ignores,
    Set<String> covered,
    List<String> programs) {
  public static final Parts NONE = new Parts(List.of(), List.of(), List.of(), Set.of(), List.of());

  /// All is compared, and nothing is left out or ignored.
  public Parts(
      List<Manifest> manifests,
      List<Unrendered> unrendered,
      List<Problem> problems,
      Set<String> covered,
      List<String> programs) {
    this(manifests, List.of(), unrendered, problems, List.of(), List.of(), covered, programs);
  }

  public Parts {
    manifests = List.copyOf(manifests);
    elsewhere = List.copyOf(elsewhere);
    unrendered = List.copyOf(unrendered);
    problems = List.copyOf(problems);
    skipped = List.copyOf(skipped);
    ignores = List.copyOf(ignores);
    covered = Set.copyOf(covered);
    programs = List.copyOf(programs);
  }
}
