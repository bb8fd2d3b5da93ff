package dev.drift.world;

import dev.drift.model.ImageReference;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what scanners write: JSON of `trivy image -f json` and of `grype -o json`, and the
/// VulnerabilityReports of the Trivy Operator.
public final class ScanReader {
  private final List<ImageReference> names = new ArrayList<>();
  private final Set<String> digests = new HashSet<>();
  private final List<Vulnerability> vulnerabilities = new ArrayList<>();

  private ScanReader() {}

  /// Empty if it is not a scan of an image.
  public static Optional<ImageScan> read(Value document) {
    if (!(document instanceof Value.Obj scan)) {
      return Optional.empty();
    }
    ScanReader reader = new ScanReader();
    if (scan.get("matches").filter(Value.Arr.class::isInstance).isPresent()) {
      reader.grype(scan);
    } else if (scan.text("ArtifactName").isPresent()) {
      reader.trivy(scan);
    }
    return reader.done();
  }

  /// The scan of a VulnerabilityReport, `aquasecurity.github.io/v1alpha1`.
  ///
  /// @param report its field `report`
  public static Optional<ImageScan> ofReport(Value.Obj report) {
    ScanReader reader = new ScanReader();
    Value.Obj artifact = report.object("artifact");
    String server = report.object("registry").text("server").orElse("");
    reader.name(
        (server.isEmpty() ? "" : server + "/")
            + artifact.text("repository").orElse("")
            + artifact.text("tag").filter(tag -> !tag.isEmpty()).map(tag -> ":" + tag).orElse("")
            + artifact
                .text("digest")
                .filter(ImageReference::isDigest)
                .map(d -> "@" + d)
                .orElse(""));
    for (Value.Obj one : report.objects("vulnerabilities")) {
      reader.vulnerability(
          text(one, "vulnerabilityID"),
          text(one, "severity"),
          text(one, "resource"),
          text(one, "fixedVersion"));
    }
    return reader.done();
  }

  private Optional<ImageScan> done() {
    return names.isEmpty() && digests.isEmpty()
        ? Optional.empty()
        : Optional.of(new ImageScan(names, digests, vulnerabilities));
  }

  private void trivy(Value.Obj scan) {
    if (scan.text("ArtifactType").filter(type -> !type.equals("container_image")).isPresent()) {
      return;
    }
    name(text(scan, "ArtifactName"));
    Value.Obj metadata = scan.object("Metadata");
    metadata.list("RepoTags").forEach(this::name);
    metadata.list("RepoDigests").forEach(this::name);
    for (Value.Obj result : scan.objects("Results")) {
      for (Value.Obj one : result.objects("Vulnerabilities")) {
        vulnerability(
            text(one, "VulnerabilityID"),
            text(one, "Severity"),
            text(one, "PkgName"),
            text(one, "FixedVersion"));
      }
    }
  }

  private void grype(Value.Obj scan) {
    Value.Obj target = scan.object("source").object("target");
    name(text(target, "userInput"));
    target.list("tags").forEach(this::name);
    target.list("repoDigests").forEach(this::name);
    target.text("manifestDigest").filter(ImageReference::isDigest).ifPresent(digests::add);
    for (Value.Obj match : scan.objects("matches")) {
      Value.Obj vulnerability = match.object("vulnerability");
      vulnerability(
          text(vulnerability, "id"),
          text(vulnerability, "severity"),
          text(match.object("artifact"), "name"),
          vulnerability.object("fix").list("versions").stream()
              .filter(Value.Str.class::isInstance)
              .map(version -> ((Value.Str) version).value())
              .findFirst()
              .orElse(""));
    }
  }

  private void name(Value value) {
    if (value instanceof Value.Str(String text)) {
      name(text);
    }
  }

  private void name(String text) {
    ImageReference.parse(text)
        .ifPresent(
            image -> {
              names.add(image);
              image.digest().ifPresent(digests::add);
            });
  }

  private void vulnerability(String id, String severity, String packageName, String fixed) {
    Vulnerability.of(id, severity, packageName, fixed).ifPresent(vulnerabilities::add);
  }

  private static String text(Value.Obj object, String field) {
    return object.text(field).orElse("");
  }
}
