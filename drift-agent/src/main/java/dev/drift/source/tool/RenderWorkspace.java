package dev.drift.source.tool;

import static java.util.Objects.requireNonNull;

import dev.drift.files.OwnerOnly;
import dev.drift.model.origin.SourceFile;
import dev.drift.process.BoundedProcess;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A private folder with the files that a program renders, and the only environment that it sees.
///
/// It has no credentials, no settings of the user, and no programs to start. All traffic goes to a
/// proxy that does not exist. Files are copied, so no link leads out.
public final class RenderWorkspace implements AutoCloseable {
  /// Of the folder beside the copy of the tree.
  private static final String BESIDE = "beside";

  private static final int MAXIMUM_ERRORS = 1024 * 1024;

  /// Of a message, in characters.
  private static final int LONGEST = 400;

  /// The same before it is masked: nothing of what is cut off here is shown.
  private static final int LONGEST_PLAIN = 8 * 1024;

  /// Of Go's runtime.
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("runtime: out of memory|fatal error: .{0,80}(?:out of|allocate) memory");

  /// The discard port: nothing listens there.
  private static final String NO_PROXY_THERE = "http://127.0.0.1:9";

  private final Path folder;
  private final RenderLimits limits;

  private RenderWorkspace(Path folder, RenderLimits limits) {
    this.folder = folder;
    this.limits = limits;
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
    return of(files, RenderLimits.DEFAULT);
  }

  static RenderWorkspace of(Collection<SourceFile> files, RenderLimits limits) throws IOException {
    long bytes = files.stream().mapToLong(file -> file.content().length).sum();
    RenderWorkspace workspace = new RenderWorkspace(PrivateFolders.create(bytes), limits);
    try {
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
    try {
      Path file = tree().resolve(path).normalize();
      if (!file.startsWith(tree())) {
        throw new IOException("it leads out of the tree");
      }
      Files.createDirectories(requireNonNull(file.getParent()));
      Files.write(file, content);
    } catch (InvalidPathException e) {
      throw new UnwritableFile(
          path, "its name cannot be written in this locale; set LC_ALL=C.UTF-8", e);
    } catch (IOException e) {
      String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
      throw new UnwritableFile(path, reason == null ? e.getClass().getSimpleName() : reason, e);
    }
  }

  /// A file of the tree that its private copy cannot have.
  private static final class UnwritableFile extends IOException {
    private static final long serialVersionUID = 1L;

    UnwritableFile(String path, String why, Exception cause) {
      super("%s could not be copied: %s".formatted(shortened(path, LONGEST / 4), why), cause);
    }
  }

  /// What kept a private copy from being made: a sentence without its full stop.
  public static String failure(IOException cause) {
    return cause instanceof UnwritableFile unwritable
        ? requireNonNull(unwritable.getMessage())
        : "a private copy of its files could not be written (%s)"
            .formatted(cause.getClass().getSimpleName());
  }

  /// Puts a file beside the copy of the tree, where nothing of the tree can take it for its own.
  ///
  /// @param name without folders
  /// @return its absolute path
  /// @throws IOException if it cannot be written
  public Path writeBeside(String name, byte[] content) throws IOException {
    Path beside = folder.resolve(BESIDE);
    Path file = beside.resolve(name).normalize();
    if (!beside.equals(file.getParent())) {
      throw new IOException(name + " is not a name of a file");
    }
    OwnerOnly.createDirectories(beside);
    return Files.write(file, content);
  }

  /// The path of such a file for a program that runs in the root of the copy: the same in every
  /// workspace.
  public static String beside(String name) {
    return "../%s/%s".formatted(BESIDE, name);
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
    return run(tool, arguments, in, "", Map.of());
  }

  /// Runs a program with what it reads from its standard input.
  ///
  /// @param secrets variables of its environment that hold secrets
  public Result run(
      RenderTool tool, List<String> arguments, String input, Map<String, String> secrets) {
    return run(tool, arguments, "", input, secrets);
  }

  private Result run(
      RenderTool tool,
      List<String> arguments,
      String in,
      String input,
      Map<String, String> secrets) {
    String name = tool.program().command();
    List<String> line = new ArrayList<>();
    // A shell only to limit memory and files, which Java cannot; arguments are not read by it.
    line.addAll(
        List.of(
            "/bin/sh",
            "-c",
            limits.shell() + "; exec \"$0\" \"$@\" 2>\"$DRIFT_ERRORS\"",
            tool.executable().toString()));
    line.addAll(arguments);
    if (tool.program() == RenderProgram.HELM && arguments.contains("template")) {
      // A schema of values may name any URL, and any file of this machine.
      line.add("--skip-schema-validation");
    }
    Path errors = folder.resolve("errors");
    Map<String, String> environment = new HashMap<>(environment(errors));
    environment.putAll(secrets);
    try {
      BoundedProcess.Result result =
          new BoundedProcess(
                  line,
                  environment,
                  Optional.of(tree().resolve(in)),
                  new BoundedProcess.Input.Text(input),
                  BoundedProcess.Errors.DISCARDED,
                  limits.patience(),
                  limits.output())
              .run();
      return switch (result) {
        case BoundedProcess.Result.Finished(int exitCode, byte[] output) when exitCode == 0 ->
            new Result.Printed(output);
        case BoundedProcess.Result.Finished(int exitCode, byte[] _) ->
            new Result.Failed(failure(name, exitCode, errors));
        case BoundedProcess.Result.TimedOut _ ->
            new Result.Failed(
                "%s took longer than %d seconds".formatted(name, limits.patience().toSeconds()));
        case BoundedProcess.Result.TooMuchOutput _ ->
            new Result.Failed("%s printed more than %d MiB".formatted(name, limits.output() >> 20));
      };
    } catch (IOException e) {
      return new Result.Failed("%s could not be started".formatted(tool.executable()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Failed("%s was interrupted".formatted(name));
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
        // Go uses no proxy for loopback addresses. With this variable it takes itself for a CGI
        // script, and refuses every http:// URL: https://go.dev/s/cgihttpproxy
        Map.entry("REQUEST_METHOD", "GET"),
        Map.entry("HTTP_PROXY", NO_PROXY_THERE),
        Map.entry("HTTPS_PROXY", NO_PROXY_THERE),
        Map.entry("ALL_PROXY", NO_PROXY_THERE),
        // No certificate is trusted, so https:// ends before anything is asked.
        Map.entry("SSL_CERT_FILE", "/dev/null"),
        Map.entry("SSL_CERT_DIR", "/dev/null"),
        Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
        Map.entry("KUBECONFIG", "/dev/null"),
        Map.entry("HELM_CACHE_HOME", home.resolve("helm-cache").toString()),
        Map.entry("HELM_CONFIG_HOME", home.resolve("helm-config").toString()),
        Map.entry("HELM_DATA_HOME", home.resolve("helm-data").toString()),
        Map.entry("HELM_PLUGINS", home.resolve("helm-plugins").toString()),
        Map.entry("GOMEMLIMIT", "%dMiB".formatted(limits.memory() / 1024 * 3 / 4)));
  }

  private String failure(String name, int exitCode, Path errors) {
    String message = message(errors);
    return OUT_OF_MEMORY.matcher(message).find()
        ? "%s needed more than %d MiB of memory".formatted(name, limits.memory() / 1024)
        : "%s ended with exit code %d: %s".formatted(name, exitCode, message);
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
              .replaceAll("[\\s\\p{Cntrl}]+", " ")
              .replaceFirst("^.*?Error: ", "")
              .strip();
      return shortened(redactor().text(shortened(line, LONGEST_PLAIN)), LONGEST);
    } catch (IOException e) {
      return "no message";
    }
  }

  /// Its start, which says where, and its end, which says why.
  private static String shortened(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, most / 2) + " … " + text.substring(text.length() - most / 2);
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
    PrivateFolders.remove(folder);
  }
}
