package dev.drift.cli.option;

import dev.drift.pipeline.request.GitRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// What is read from the repository.
public final class GitOptions {
  private @Nullable String revision;
  private List<String> paths = new ArrayList<>();
  private String defaultNamespace = "default";

  public void addTo(CommandSpec spec) {
    spec.addOption(
        Specs.option(String.class, it -> revision = it, "--revision")
            .paramLabel("REF")
            .description(
                "Branch, tag or commit. Default for a URL: its default branch; for a folder: its"
                    + " files, committed or not.")
            .build());
    spec.addOption(
        Specs.repeatable(String.class, it -> paths = it, "--path")
            .paramLabel("DIR")
            .description(
                "Folder or file in the repository to compare; repeatable. Default: all of it.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> defaultNamespace = it, "--default-namespace")
            .paramLabel("NAME")
            .defaultValue("default")
            .description("Namespace for manifests that name none. Default: ${DEFAULT-VALUE}.")
            .build());
  }

  /// Whether something was asked for that can be of one repository only.
  boolean narrows() {
    return revision != null || !paths.isEmpty();
  }

  public String defaultNamespace() {
    return defaultNamespace;
  }

  public GitRequest request(String repo) {
    return new GitRequest(repo, Optional.ofNullable(revision), paths);
  }
}
