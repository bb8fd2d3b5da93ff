package dev.drift.check;

import dev.drift.Golden;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.Kubectl;
import dev.drift.testkit.KubectlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The example on a real control plane, checked by the real pipeline.
final class Lakehouse {
  static final Path FOLDER = Golden.repository().resolve("examples/lakehouse");
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(3);

  private final ControlPlane plane;
  private final Path folder;

  private Lakehouse(ControlPlane plane, Path folder) {
    this.plane = plane;
    this.folder = folder;
  }

  /// @param how the kubectl command with its flags, such as `apply --server-side`
  static Lakehouse deploy(ControlPlane plane, String... how) {
    return deployCopy(plane, FOLDER, how);
  }

  /// @param folder a copy of the example, as it may have been changed
  static Lakehouse deployCopy(ControlPlane plane, Path folder, String... how) {
    for (String part : List.of("cluster", "namespaces")) {
      List<String> command = new ArrayList<>(List.of(how));
      command.addAll(List.of("-R", "-f", folder.resolve(part).toString()));
      kubectl(plane, command).orThrow();
    }
    plane.awaitSettled(SETTLES_WITHIN);
    return new Lakehouse(plane, folder);
  }

  static KubectlResult kubectl(ControlPlane plane, List<String> command) {
    return plane.kubectl(command.toArray(String[]::new));
  }

  Report check() {
    return check(plane, folder);
  }

  /// @param git any folder of manifests
  static Report check(ControlPlane plane, Path git) {
    return check(CheckRequestBuilder.ofCluster(git, plane.kubeconfig()));
  }

  static Report check(LiveRequest.FromSnapshot snapshot, Path keyFile) {
    return check(CheckRequestBuilder.ofSnapshot(FOLDER, snapshot.file()).key(keyFile));
  }

  private static Report check(CheckRequestBuilder request) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE).run(request.build());
  }

  /// Changes the cluster as a person would.
  ///
  /// @param folder for the script of an editor
  static void make(ChangeFixture change, ControlPlane plane, Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("edit.sed"), change.editor().orElse(""));
    Kubectl kubectl =
        plane
            .kubectl()
            .with("KUBE_EDITOR", "sed -E -i -f " + script)
            .withInput(change.input().orElse(""));
    change.kubectl().forEach(command -> kubectl.run(command.toArray(String[]::new)).orThrow());
  }

  /// Each drift in a line: change, kind, name, path; sorted.
  static List<String> lines(Report report) {
    return report.drift().stream().map(Lakehouse::line).sorted().toList();
  }

  private static String line(Finding.Drift drift) {
    String line = drift.change() + " " + drift.resource().id();
    return drift.path().isRoot() ? line : line + " " + drift.path();
  }
}
