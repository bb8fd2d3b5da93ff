package dev.drift.report.view;

import dev.drift.finding.Finding;
import dev.drift.model.ResourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The findings of one resource, the worst first. What all of them share is said once, here, and
/// not at each of them.
///
/// @param remedy what to do about all of them; empty if they do not share it
/// @param command what undoes all of them; empty if they do not share it
/// @param attribution who made all of them and when; empty if they do not share it or it is unknown
public record ResourceFindings(
    ResourceRef resource,
    List<FindingView> findings,
    String remedy,
    String command,
    String attribution) {

  public ResourceFindings {
    findings = List.copyOf(findings);
  }

  /// @param findings of one resource, the worst first
  /// @param now to compute how long ago each was made
  static ResourceFindings of(List<Finding> findings, Instant now) {
    List<FindingView> views = findings.stream().map(one -> FindingView.of(one, now)).toList();
    Optional<String> remedy = shared(views.stream().map(FindingView::remedy).toList());
    Optional<String> command = shared(views.stream().map(FindingView::command).toList());
    Optional<String> attribution = shared(views.stream().map(FindingView::attribution).toList());
    return new ResourceFindings(
        findings.getFirst().resource(),
        views.stream()
            .map(
                one ->
                    new FindingView(
                        one.finding(),
                        remedy.isPresent() ? "" : one.remedy(),
                        command.isPresent() ? "" : one.command(),
                        attribution.isPresent() ? "" : one.attribution()))
            .toList(),
        remedy.orElse(""),
        command.orElse(""),
        attribution.orElse(""));
  }

  /// The text, if there are several and all are the same.
  private static Optional<String> shared(List<String> texts) {
    return texts.size() > 1 && texts.stream().distinct().count() == 1
        ? Optional.of(texts.getFirst())
        : Optional.empty();
  }
}
