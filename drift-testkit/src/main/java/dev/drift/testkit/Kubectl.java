package dev.drift.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/// kubectl against one control plane, in an environment of its own.
///
/// @param binary kubectl itself
/// @param kubeconfig used unless `--kubeconfig` is among the arguments
/// @param home its HOME, where it keeps its discovery cache
/// @param directory where it runs: relative file names start there
/// @param environment added to a clean one, for example `KUBE_EDITOR`
/// @param input its standard input
public record Kubectl(
    Path binary,
    Path kubeconfig,
    Path home,
    Path directory,
    Map<String, String> environment,
    String input) {
  public Kubectl {
    requireNonNull(binary, "binary");
    requireNonNull(kubeconfig, "kubeconfig");
    requireNonNull(home, "home");
    requireNonNull(directory, "directory");
    requireNonNull(input, "input");
    environment = Map.copyOf(environment);
  }

  Kubectl(Path binary, Path kubeconfig, Path home) {
    this(binary, kubeconfig, home, Path.of("").toAbsolutePath(), Map.of(), "");
  }

  /// As somebody else: see [ControlPlane#kubeconfigFor].
  public Kubectl as(Path otherKubeconfig) {
    return new Kubectl(binary, otherKubeconfig, home, directory, environment, input);
  }

  /// Another client that reads KUBECONFIG, such as Helm.
  public Kubectl program(Path other) {
    return new Kubectl(other, kubeconfig, home, directory, environment, input);
  }

  public Kubectl in(Path otherDirectory) {
    return new Kubectl(binary, kubeconfig, home, otherDirectory, environment, input);
  }

  public Kubectl with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Kubectl(binary, kubeconfig, home, directory, more, input);
  }

  public Kubectl withInput(String text) {
    return new Kubectl(binary, kubeconfig, home, directory, environment, text);
  }

  /// Waits for its end.
  public KubectlResult run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    CleanEnvironment.set(builder.environment(), home, environment);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    String shown = binary.getFileName() + " " + String.join(" ", arguments);
    try {
      Process process = builder.start();
      FutureTask<String> stdout = reader(process.getInputStream());
      FutureTask<String> stderr = reader(process.getErrorStream());
      feed(process.getOutputStream());
      int exit = process.waitFor();
      return new KubectlResult(shown, exit, stdout.get(), stderr.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("`" + shown + "` was interrupted.", e);
    } catch (IOException | java.util.concurrent.ExecutionException e) {
      throw new ControlPlaneException("`" + shown + "` could not run: " + e.getMessage(), e);
    }
  }

  private void feed(OutputStream stdin) {
    try (stdin) {
      stdin.write(input.getBytes(UTF_8));
    } catch (IOException e) {
      // It ended without reading its input; its exit code and messages tell why.
    }
  }

  private static FutureTask<String> reader(InputStream stream) {
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              try (stream) {
                return new String(stream.readAllBytes(), UTF_8);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    Thread.startVirtualThread(task);
    return task;
  }
}
