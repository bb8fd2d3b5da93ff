package dev.drift.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a control plane by hand: applies folders, waits until all is settled, then runs a command
/// with `KUBECONFIG` set and kubectl on its PATH; without a command it prints the kubeconfig's path
/// and waits until standard input ends or Ctrl-C. With `--git`, a Git server for the bare
/// repositories of a folder runs beside it, and `GIT_SERVER` is set to its URL.
///
/// `java -cp … dev.drift.testkit.ControlPlaneMain [--git FOLDER] [--apply FOLDER]… [-- COMMAND
/// ARGUMENT…]`
public final class ControlPlaneMain {
  private static final int USAGE = 2;
  private static final int FAILURE = 4;
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(3);

  private ControlPlaneMain() {}

  private record Line(Optional<Path> git, List<String> folders, List<String> command) {}

  /// Exit codes: that of the command; 0 it ran, 2 wrong usage, 4 it did not start.
  public static void main(String[] arguments) throws InterruptedException {
    Line line = parse(List.of(arguments));
    int exit;
    try (ControlPlane plane = ControlPlane.start()) {
      for (String folder : line.folders()) {
        plane.kubectl("apply", "-R", "-f", folder).orThrow();
      }
      if (!line.folders().isEmpty()) {
        plane.awaitSettled(SETTLES_WITHIN);
      }
      exit = line.command().isEmpty() ? await(plane) : run(plane, line);
    } catch (ControlPlaneException | IOException e) {
      System.err.println(e.getMessage());
      exit = FAILURE;
    }
    System.exit(exit);
  }

  private static Line parse(List<String> arguments) {
    List<String> folders = new ArrayList<>();
    int at = 0;
    Optional<Path> git = Optional.empty();
    if (arguments.size() > 1 && arguments.getFirst().equals("--git")) {
      git = Optional.of(Path.of(arguments.get(1)));
      at = 2;
    }
    while (at + 1 < arguments.size() && arguments.get(at).equals("--apply")) {
      folders.add(arguments.get(at + 1));
      at += 2;
    }
    boolean command = at + 1 < arguments.size() && arguments.get(at).equals("--");
    if (at < arguments.size() && !command) {
      System.err.println(
          "Usage: ControlPlaneMain [--git FOLDER] [--apply FOLDER]... [-- COMMAND ARGUMENT...]");
      System.exit(USAGE);
    }
    return new Line(
        git, folders, command ? arguments.subList(at + 1, arguments.size()) : List.of());
  }

  private static int run(ControlPlane plane, Line line) throws IOException, InterruptedException {
    if (line.git().isEmpty()) {
      return start(plane, line.command(), Map.of());
    }
    try (GitHttpServer git = GitHttpServer.open(line.git().get())) {
      return start(plane, line.command(), Map.of("GIT_SERVER", git.url("")));
    }
  }

  private static int start(ControlPlane plane, List<String> command, Map<String, String> more)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = builder.environment();
    environment.putAll(more);
    environment.put("KUBECONFIG", plane.kubeconfig().toString());
    Path kubectl = Binaries.resolve().path(Binary.KUBECTL);
    environment.merge(
        "PATH", String.valueOf(kubectl.getParent()), (path, folder) -> folder + ":" + path);
    return builder.start().waitFor();
  }

  private static int await(ControlPlane plane) throws IOException {
    System.out.println(plane.kubeconfig());
    drain(System.in);
    return 0;
  }

  private static void drain(InputStream input) throws IOException {
    while (input.read() >= 0) {
      // until the other side closes it
    }
  }
}
