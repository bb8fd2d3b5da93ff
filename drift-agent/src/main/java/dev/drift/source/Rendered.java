package dev.drift.source;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.policy.Ignore;
import java.util.List;
import java.util.Optional;

/// What a renderer made of a tree.
///
/// @param manifests what is compared, in the order of files and documents
/// @param skipped files and documents that were left out with a reason
/// @param unrendered files whose manifests are not known
/// @param problems all of them, so that a person mends them in one go
/// @param ignores what deployers are asked to ignore in the manifests
/// @param renderers as reports list them: `plain`, `kustomize v5.8.1`
public record Rendered(
    List<Manifest> manifests,
    List<Skipped> skipped,
    List<Unrendered> unrendered,
    List<Problem> problems,
    Elsewhere elsewhere,
    Inputs inputs,
    List<Ignore> ignores,
    List<String> renderers) {
  /// No deployer is asked to ignore anything.
  public Rendered(
      List<Manifest> manifests,
      List<Skipped> skipped,
      List<Unrendered> unrendered,
      List<Problem> problems,
      Elsewhere elsewhere,
      Inputs inputs,
      List<String> renderers) {
    this(manifests, skipped, unrendered, problems, elsewhere, inputs, List.of(), renderers);
  }

  public Rendered {
    manifests = List.copyOf(manifests);
    skipped = List.copyOf(skipped);
    unrendered = List.copyOf(unrendered);
    problems = List.copyOf(problems);
    requireNonNull(elsewhere, "elsewhere is null");
    requireNonNull(inputs, "inputs is null");
    ignores = List.copyOf(ignores);
    renderers = List.copyOf(renderers);
  }

  /// What the source declares besides what is compared.
  ///
  /// @param unrendered files whose manifests are not known
  /// @param unread why not all of its files were read; empty if they were
  public record Elsewhere(
      List<Manifest> manifests, List<Unrendered> unrendered, Optional<String> unread) {
    public static final Elsewhere NOTHING = new Elsewhere(List.of(), List.of(), Optional.empty());

    public Elsewhere {
      manifests = List.copyOf(manifests);
      unrendered = List.copyOf(unrendered);
      requireNonNull(unread, "unread is null");
    }
  }

  /// What was read to be compared.
  ///
  /// @param files their paths in the tree, sorted
  /// @param uncommitted files of a work tree that differ from its commit, sorted
  public record Inputs(List<String> files, List<String> uncommitted) {
    public Inputs {
      files = List.copyOf(files);
      uncommitted = List.copyOf(uncommitted);
    }
  }
}
