package dev.drift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A fleet in Git: a work tree, which kubectl reads, and the bare repository that Drift clones.
public record Repository(Path workTree, Path bare) {
  /// Writes the files of a work tree.
  interface Writer {
    void write(Path workTree) throws IOException, InterruptedException;
  }

  public static Repository of(Fleet fleet, Path folder) throws IOException, InterruptedException {
    return of("fleet-" + fleet.objects(), fleet::write, folder);
  }

  /// @param name of its folder in this one
  static Repository of(String name, Writer writer, Path folder)
      throws IOException, InterruptedException {
    Path workTree = Files.createDirectories(folder.resolve(name));
    Path bare = folder.resolve(name + ".git");
    writer.write(workTree);
    git(workTree, "init", "--quiet", "--initial-branch=main");
    git(workTree, "add", "--all");
    git(workTree, "commit", "--quiet", "--message=The fleet");
    git(workTree, "clone", "--quiet", "--bare", ".", bare.toString());
    return new Repository(workTree, bare);
  }

  /// Commits a larger fleet, and pushes it.
  public void grow(Fleet fleet) throws IOException, InterruptedException {
    fleet.write(workTree);
    git(workTree, "add", "--all");
    git(workTree, "commit", "--quiet", "--message=A larger fleet");
    git(workTree, "push", "--quiet", bare.toString(), "main");
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(Arrays.asList(arguments));
    Map<String, String> environment =
        Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Bench",
            "GIT_AUTHOR_EMAIL", "bench@example.com",
            "GIT_COMMITTER_NAME", "Bench",
            "GIT_COMMITTER_EMAIL", "bench@example.com");
    new Command(line, environment, folder).run(0);
  }
}
