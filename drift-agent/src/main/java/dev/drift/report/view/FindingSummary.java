package dev.drift.report.view;

import dev.drift.finding.Finding;
import dev.drift.finding.Sides;
import dev.drift.finding.text.FindingText;
import dev.drift.finding.text.OneLine;
import java.util.ArrayList;
import java.util.List;

/// A finding in a title and a few sentences, for programs that show both in little room. Holds no
/// line end and no hidden character.
///
/// @param title the object and the path
/// @param text what is wrong, both values, who did it, and what to do
public record FindingSummary(String title, String text) {
  public static FindingSummary of(Finding finding, Sides sides) {
    FindingText said = FindingText.of(finding, sides);
    String title = OneLine.of(finding.resource().toString());
    List<String> sentences = new ArrayList<>();
    sentences.add(said.message());
    said.git()
        .ifPresent(
            git ->
                sentences.add(
                    "%s: %s; %s: %s"
                        .formatted(
                            sides.expected(), git, sides.judgedLabel(), said.live().orElse(""))));
    if (said.git().isEmpty()) {
      said.live().ifPresent(live -> sentences.add("Cluster: " + live));
    }
    said.who().ifPresent(who -> sentences.add("Changed by " + who));
    if (!said.remedy().isEmpty()) {
      sentences.add(said.remedy());
    }
    return new FindingSummary(
        said.where().isEmpty() ? title : title + " " + said.where(), joined(sentences));
  }

  private static String joined(List<String> sentences) {
    StringBuilder text = new StringBuilder();
    for (String each : sentences) {
      text.append(text.isEmpty() ? "" : " ").append(each);
      if (!each.endsWith(".")) {
        text.append('.');
      }
    }
    return text.toString();
  }
}
