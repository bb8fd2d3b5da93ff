package dev.drift.policy;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Finding;
import dev.drift.json.JsonWriter;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes a policy that would ignore findings: one ignore for each resource. Its reasons and
/// owners are placeholders, which nobody reads a policy with.
public final class Suggestions {
  private static final int DAYS = 90;

  private Suggestions() {}

  /// @param today in UTC
  /// @return YAML
  public static String of(Collection<Finding.Drift> findings, LocalDate today) {
    Map<ResourceRef, List<Finding.Drift>> byResource = new TreeMap<>();
    for (Finding.Drift finding : findings) {
      byResource.computeIfAbsent(finding.resource(), _ -> new ArrayList<>()).add(finding);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Candidates from a Drift run. Delete those that should not differ; for the rest, fill in");
    lines.add("# the reason and the owner.");
    lines.add("apiVersion: " + PolicyReader.API_VERSION);
    lines.add("kind: Policy");
    lines.add("metadata:");
    lines.add("  name: suggested");
    lines.add("spec:");
    lines.add(byResource.isEmpty() ? "  ignores: []" : "  ignores:");
    byResource.forEach((resource, found) -> candidate(resource, found, today, lines));
    return String.join("\n", lines) + "\n";
  }

  private static void candidate(
      ResourceRef resource, List<Finding.Drift> findings, LocalDate today, List<String> lines) {
    lines.add(
        "    # "
            + findings.stream()
                .map(finding -> finding.rule() + " " + finding.severity().label())
                .distinct()
                .collect(joining(", ")));
    lines.add("    - match:");
    lines.add("        kinds: [%s]".formatted(quoted(resource.id().groupKind().toString())));
    if (!resource.id().namespace().isEmpty()) {
      lines.add("        namespaces: [%s]".formatted(quoted(resource.id().namespace())));
    }
    lines.add("        names: [%s]".formatted(quoted(resource.id().name())));
    Stream<Finding.Drift> inner = findings.stream().filter(finding -> !finding.path().isRoot());
    List<String> paths = inner.map(finding -> quoted(finding.path().toString())).toList();
    if (paths.size() == findings.size()) {
      lines.add("        paths:");
      paths.forEach(path -> lines.add("          - " + path));
    }
    lines.add("      reason: <why>");
    lines.add("      owner: <who>");
    lines.add("      expires: " + today.plusDays(DAYS));
  }

  /// As in JSON, which is YAML.
  private static String quoted(String text) {
    return JsonWriter.text(Value.of(text));
  }
}
