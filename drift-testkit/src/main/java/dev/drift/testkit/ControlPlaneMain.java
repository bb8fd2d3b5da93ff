package dev.drift.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Runs a control plane by hand: prints the path of its kubeconfig, then waits until standard input
/// ends or Ctrl-C.
///
/// `java -cp … dev.drift.testkit.ControlPlaneMain [--kubeconfig FILE]`
public final class ControlPlaneMain {
  private static final int USAGE = 2;
  private static final int FAILURE = 4;

  private ControlPlaneMain() {}

  /// Exit codes: 0 it ran, 2 wrong usage, 4 it did not start.
  public static void main(String[] arguments) {
    boolean named = arguments.length == 2 && arguments[0].equals("--kubeconfig");
    if (arguments.length > 0 && !named) {
      System.err.println("Usage: ControlPlaneMain [--kubeconfig FILE]");
      System.exit(USAGE);
    }
    try (ControlPlane plane = ControlPlane.start()) {
      System.out.println(named ? copy(plane.kubeconfig(), arguments[1]) : plane.kubeconfig());
      drain(System.in);
    } catch (ControlPlaneException | IOException e) {
      System.err.println(e.getMessage());
      System.exit(FAILURE);
    }
  }

  private static Path copy(Path kubeconfig, String file) throws IOException {
    Path target = Path.of(file).toAbsolutePath();
    return Files.copy(kubeconfig, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void drain(InputStream input) throws IOException {
    while (input.read() >= 0) {
      // until the other side closes it
    }
  }
}
