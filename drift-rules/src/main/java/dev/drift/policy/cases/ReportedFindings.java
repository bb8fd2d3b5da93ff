package dev.drift.policy.cases;

import dev.drift.finding.Attribution;
import dev.drift.finding.Attribution.Confidence;
import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The findings of a report in JSON. It holds neither labels nor objects.
public final class ReportedFindings {
  private ReportedFindings() {}

  /// @throws IllegalArgumentException if it is not a report; the message is a clause
  public static List<DescribedFinding> of(Value report) {
    if (!(report instanceof Value.Obj object)
        || !(object.get("findings").orElse(Value.Null.NULL) instanceof Value.Arr)) {
      throw new IllegalArgumentException("is not a report of drift check -o json");
    }
    return object.objects("findings").stream().map(ReportedFindings::finding).toList();
  }

  private static DescribedFinding finding(Value.Obj finding) {
    Value.Obj resource = finding.object("resource");
    return new DescribedFinding(
        new DescribedRule(
            needed(finding, "rule"),
            constant(finding, "category", Category.values(), Category::label)
                .orElseThrow(ReportedFindings::incomplete),
            needed(finding, "kind").equals("posture"),
            needed(finding, "message")),
        constant(finding, "severity", Severity.values(), Severity::label)
            .orElseThrow(ReportedFindings::incomplete),
        // Posture has none.
        constant(finding, "change", Change.values(), Change::name).orElse(Change.CHANGED),
        new ResourceRef(
            needed(resource, "apiVersion"),
            new ResourceId(
                GroupKind.of(needed(resource, "apiVersion"), needed(resource, "kind")),
                resource.text("namespace").orElse(""),
                needed(resource, "name"))),
        path(finding.text("path").orElse("")),
        attribution(finding.object("attribution")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Attribution attribution(Value.Obj fields) {
    return PolicyCaseReader.attribution(
        fields.text("manager").orElse(""),
        fields.text("user").orElse(""),
        fields.text("actingAs").orElse(""),
        fields.text("tool").orElse(""),
        constant(
            fields, "confidence", Confidence.values(), one -> one.name().toLowerCase(Locale.ROOT)),
        fields.text("time").map(ReportedFindings::time));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw incomplete();
    }
  }

  private static Path path(String text) {
    return text.isEmpty() ? Path.ROOT : Path.parse(text);
  }

  private static String needed(Value.Obj fields, String name) {
    return fields.text(name).orElseThrow(ReportedFindings::incomplete);
  }

  private static <E extends Enum<E>> Optional<E> constant(
      Value.Obj fields, String name, E[] constants, Function<E, String> label) {
    return fields
        .text(name)
        .flatMap(
            text ->
                Arrays.stream(constants).filter(one -> label.apply(one).equals(text)).findFirst());
  }

  private static IllegalArgumentException incomplete() {
    return new IllegalArgumentException("has a finding that is not as drift check writes it");
  }
}
