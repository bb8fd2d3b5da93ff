package dev.drift.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A repository made with the real git, away from the configuration of this machine.
public record GitRepo(Path folder) {
  public static GitRepo create(Path folder) {
    run(Path.of("/"), "git", "init", "-q", "-b", "main", folder.toString());
    return new GitRepo(folder);
  }

  /// A bare repository with all that this one has.
  public GitRepo bare(Path target) {
    run(folder, "git", "clone", "-q", "--bare", folder.toString(), target.toString());
    return new GitRepo(target);
  }

  public String git(String... arguments) {
    return run(
        folder, Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
  }

  public GitRepo write(String path, String content) {
    return write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  GitRepo write(String path, byte[] content) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GitRepo link(String path, String target) {
    try {
      Path link = folder.resolve(path);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, Path.of(target));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Commits everything.
  ///
  /// @return the id of the commit
  public String commit() {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "a commit");
    return git("rev-parse", "HEAD");
  }

  static String configMap(String name, String value) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: %s
    data:
      key: %s
    """
        .formatted(name, value);
  }

  public static String run(Path folder, String... command) {
    Programs.require(command[0]);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
      builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
      builder.environment().put("HOME", "/nonexistent");
      builder.environment().put("XDG_CONFIG_HOME", "/nonexistent");
      for (String who : List.of("AUTHOR", "COMMITTER")) {
        builder.environment().put("GIT_" + who + "_NAME", "Test");
        builder.environment().put("GIT_" + who + "_EMAIL", "test@example.com");
      }
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
