package dev.drift.cli;

import dev.drift.app.GitRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is read from the repository.
final class GitOptions {
  @Option(
      names = "--revision",
      paramLabel = "REF",
      description =
          "Branch, tag or commit. Default: the repository's default branch; of a folder, its files"
              + " as they stand.")
  @Nullable String revision;

  @Option(
      names = "--path",
      paramLabel = "DIR",
      description = "Folder or file in the repository; repeatable. Default: all of it.")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--default-namespace",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Namespace of manifests that name none. Default: ${DEFAULT-VALUE}.")
  String defaultNamespace = "default";

  GitRequest request(String repo) {
    return new GitRequest(repo, Optional.ofNullable(revision), paths);
  }
}
