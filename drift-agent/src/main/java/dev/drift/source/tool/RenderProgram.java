package dev.drift.source.tool;

import java.util.List;

/// A program that Drift renders with.
public enum RenderProgram {
  KUSTOMIZE(
      "kustomize",
      "v5.8.1",
      "go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1",
      List.of("version")),
  HELM(
      "helm",
      "v4.3.1",
      "go install helm.sh/helm/v4/cmd/helm@v4.3.1",
      List.of("version", "--short")),
  SOPS(
      "sops",
      "v3.13.3",
      "go install github.com/getsops/sops/v3/cmd/sops@v3.13.3",
      List.of("--version", "--disable-version-check"));

  private final String command;
  private final String tested;
  private final String installation;
  private final List<String> versionArguments;

  RenderProgram(String command, String tested, String installation, List<String> versionArguments) {
    this.command = command;
    this.tested = tested;
    this.installation = installation;
    this.versionArguments = versionArguments;
  }

  /// The name of its executable, and of its key in `drift.yaml`.
  public String command() {
    return command;
  }

  /// The arguments that make it print its version.
  List<String> versionArguments() {
    return versionArguments;
  }

  /// What to do if it is missing.
  String advice() {
    return "%s is not installed; install version %s (%s), or set renderers.%s in drift.yaml"
        .formatted(command, tested, installation, command);
  }
}
