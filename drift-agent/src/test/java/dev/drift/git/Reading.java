package dev.drift.git;

import dev.drift.git.repository.Checkout;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.branch.Heads;
import dev.drift.model.origin.SourceFile;
import dev.drift.tree.FileSelection;
import dev.drift.tree.SelectedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What was read of a source: its YAML and JSON files.
public record Reading(
    String repo,
    Optional<String> commit,
    Optional<Heads> heads,
    List<SourceFile> files,
    List<Skipped> skipped,
    List<Problem> problems,
    List<String> uncommitted) {
  private static final FileSelection MANIFESTS =
      new FileSelection(
          path -> path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".json"),
          "manifest",
          "a .yaml, .yml or .json file");

  public static Reading of(Checkout checkout, List<String> paths) throws IOException {
    SelectedFiles selected = checkout.tree().select(MANIFESTS, paths);
    return new Reading(
        checkout.repo(),
        checkout.commit(),
        checkout.heads(),
        selected.files(),
        selected.skipped(),
        selected.problems(),
        checkout.tree().uncommitted(selected.files(), MANIFESTS, paths));
  }

  List<String> paths() {
    return files.stream().map(SourceFile::path).toList();
  }

  public String text(String path) {
    return files.stream()
        .filter(file -> file.path().equals(path))
        .map(file -> new String(file.content(), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("(not read)");
  }
}
