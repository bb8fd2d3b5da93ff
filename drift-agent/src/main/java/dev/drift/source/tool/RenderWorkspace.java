package dev.drift.source.tool;

import dev.drift.files.OwnerOnly;
import dev.drift.model.origin.SourceFile;
import dev.drift.process.BoundedProcess;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A private folder with the files that a program renders, and the only environment that it sees.
///
/// It has no credentials, no settings of the user, and no programs to start. All traffic goes to a
/// proxy that does not exist. Files are copied, so no link leads out.
public final class RenderWorkspace implements AutoCloseable {
  /// How long a program may take.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int MAXIMUM_OUTPUT = 64 * 1024 * 1024;
  private static final int MAXIMUM_ERRORS = 64 * 1024;

  /// Of a message, in characters.
  private static final int LONGEST = 400;

  /// In KiB, of what a process may write into. Go ends itself if it gets no more.
  private static final int MEMORY = 2 * 1024 * 1024;

  /// The discard port: nothing listens there.
  private static final String NO_PROXY_THERE = "http://127.0.0.1:9";

  private final Path folder;

  private RenderWorkspace(Path folder) {
    this.folder = folder;
  }

  /// What became of running a program.
  public sealed interface Result {
    /// @param output what it printed, which may be a secret
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Printed(byte[] output) implements Result {
      @Override
      public String toString() {
        return "Printed"; // It may be a secret.
      }
    }

    /// @param why a sentence without its full stop
    record Failed(String why) implements Result {}
  }

  /// @param files paths in the tree, and what is in them
  /// @throws IOException if the files cannot be written
  public static RenderWorkspace of(Collection<SourceFile> files) throws IOException {
    RenderWorkspace workspace = new RenderWorkspace(Files.createTempDirectory("drift-render-"));
    try {
      for (String inner : List.of("home", "tmp", "tree")) {
        OwnerOnly.createDirectories(workspace.folder.resolve(inner));
      }
      for (SourceFile file : files) {
        workspace.write(file.path(), file.content());
      }
      return workspace;
    } catch (IOException | RuntimeException e) {
      workspace.close();
      throw e;
    }
  }

  /// Puts a file into the private copy of the tree.
  ///
  /// @param path normalised
  /// @throws IOException if it cannot be written
  public void write(String path, byte[] content) throws IOException {
    Path file = tree().resolve(path).normalize();
    if (!file.startsWith(tree())) {
      throw new IOException(path + " leads out of the tree");
    }
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /// Puts a file beside the copy of the tree, where nothing of the tree can take it for its own.
  ///
  /// @param name without folders
  /// @return its absolute path
  /// @throws IOException if it cannot be written
  public Path writeBeside(String name, byte[] content) throws IOException {
    Path beside = folder.resolve("beside");
    Path file = beside.resolve(name).normalize();
    if (!beside.equals(file.getParent())) {
      throw new IOException(name + " is not a name of a file");
    }
    OwnerOnly.createDirectories(beside);
    return Files.write(file, content);
  }

  /// The copy of the tree.
  public Path tree() {
    return folder.resolve("tree");
  }

  /// Runs a program in the copy of the tree.
  public Result run(RenderTool tool, List<String> arguments) {
    return run(tool, arguments, "");
  }

  /// Runs a program in a folder of the copy of the tree.
  ///
  /// @param in normalised; empty for the root
  public Result run(RenderTool tool, List<String> arguments, String in) {
    List<String> line = new ArrayList<>();
    // A shell only to limit memory, which Java cannot; arguments are not read by it.
    line.addAll(
        List.of(
            "/bin/sh",
            "-c",
            "ulimit -d %d; exec \"$0\" \"$@\" 2>\"$DRIFT_ERRORS\"".formatted(MEMORY),
            tool.executable().toString()));
    line.addAll(arguments);
    Path errors = folder.resolve("errors");
    try {
      BoundedProcess.Result result =
          new BoundedProcess(
                  line,
                  environment(errors),
                  Optional.of(tree().resolve(in)),
                  BoundedProcess.Input.Text.NONE,
                  BoundedProcess.Errors.DISCARDED,
                  PATIENCE,
                  MAXIMUM_OUTPUT)
              .run();
      return switch (result) {
        case BoundedProcess.Result.Finished(int exitCode, byte[] output) when exitCode == 0 ->
            new Result.Printed(output);
        case BoundedProcess.Result.Finished(int exitCode, byte[] _) ->
            new Result.Failed(
                "%s ended with exit code %d: %s"
                    .formatted(tool.program().command(), exitCode, message(errors)));
        case BoundedProcess.Result.TimedOut _ ->
            new Result.Failed(
                "%s took longer than %d seconds"
                    .formatted(tool.program().command(), PATIENCE.toSeconds()));
        case BoundedProcess.Result.TooMuchOutput _ ->
            new Result.Failed(
                "%s printed more than %d MiB"
                    .formatted(tool.program().command(), MAXIMUM_OUTPUT >> 20));
      };
    } catch (IOException e) {
      return new Result.Failed("%s could not be started".formatted(tool.executable()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Failed("%s was interrupted".formatted(tool.program().command()));
    }
  }

  private Map<String, String> environment(Path errors) {
    Path home = folder.resolve("home");
    return Map.ofEntries(
        Map.entry("DRIFT_ERRORS", errors.toString()),
        Map.entry("HOME", home.toString()),
        Map.entry("TMPDIR", folder.resolve("tmp").toString()),
        Map.entry("PATH", home.toString()),
        Map.entry("LC_ALL", "C"),
        Map.entry("HTTP_PROXY", NO_PROXY_THERE),
        Map.entry("HTTPS_PROXY", NO_PROXY_THERE),
        Map.entry("ALL_PROXY", NO_PROXY_THERE),
        Map.entry("KUBECONFIG", "/dev/null"),
        Map.entry("HELM_CACHE_HOME", home.resolve("helm-cache").toString()),
        Map.entry("HELM_CONFIG_HOME", home.resolve("helm-config").toString()),
        Map.entry("HELM_DATA_HOME", home.resolve("helm-data").toString()),
        Map.entry("HELM_PLUGINS", home.resolve("helm-plugins").toString()),
        Map.entry("GOMEMLIMIT", "%dMiB".formatted(MEMORY / 1024 * 3 / 4)));
  }

  /// What it says went wrong: on one line, without the folder, and with secrets that it quotes
  /// masked.
  private String message(Path errors) {
    try (var in = Files.newInputStream(errors)) {
      String text = new String(in.readNBytes(MAXIMUM_ERRORS), StandardCharsets.UTF_8);
      String line =
          text.replace(tree() + "/", "")
              .replace(tree().toString(), ".")
              .replace(folder + "/", "")
              .replaceAll("\\s+", " ")
              .replaceFirst("^.*?Error: ", "")
              .strip();
      String masked = redactor().text(line);
      return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    } catch (IOException e) {
      return "no message";
    }
  }

  /// Under a key of the moment: nothing is compared with what it masks.
  private static Redactor redactor() {
    byte[] key = new byte[MaskKey.MINIMUM_BYTES];
    new SecureRandom().nextBytes(key);
    return Redactor.withoutMemory(new MaskKey(key));
  }

  /// Removes all of it.
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(RenderWorkspace::delete);
    } catch (IOException e) {
      delete(folder);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
