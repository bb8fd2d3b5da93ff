package dev.drift.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Category;
import dev.drift.finding.Finding;
import dev.drift.finding.Sides;
import dev.drift.report.view.CauseFindings;
import dev.drift.report.view.ComparedSides;
import dev.drift.report.view.FindingView;
import dev.drift.report.view.Listing;
import dev.drift.report.view.ReportView;
import dev.drift.report.view.State;
import dev.drift.report.view.Topic;
import dev.drift.report.view.ValueSides;
import dev.drift.report.view.ValueText;
import dev.drift.report.view.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The view of a report as JSON, as `page.js` reads it.
final class PageData {
  private final JsonGenerator out;
  private final boolean live;
  private final int most;

  private PageData(JsonGenerator out, boolean live, int most) {
    this.out = out;
    this.live = live;
    this.most = most;
  }

  /// Of a run.
  static void write(ReportView view, JsonGenerator out) throws IOException {
    new PageData(out, /* live= */ false, Integer.MAX_VALUE).write(view);
  }

  /// Of a daemon, which has no exit code.
  ///
  /// @param most how many findings, about; the worst come first
  static void writeLive(ReportView view, int most, JsonGenerator out) throws IOException {
    new PageData(out, /* live= */ true, most).write(view);
  }

  private void write(ReportView view) throws IOException {
    out.writeStartObject();
    out.writeStringField("answer", answer(view));
    out.writeStringField("level", view.closing().outcome().level().name().toLowerCase(Locale.ROOT));
    writeCompared(view);
    out.writeNumberField(
        "total", view.causes().stream().mapToInt(it -> it.findings().size()).sum());
    out.writeArrayFieldStart("categories");
    for (Category category : Category.values()) {
      out.writeString(category.label());
    }
    out.writeEndArray();
    writeCauses(view.causes());
    writeLists(view);
    out.writeArrayFieldStart("closing");
    for (String sentence : closing(view)) {
      out.writeString(sentence);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private String answer(ReportView view) {
    return view.answer()
        .or(() -> view.inSync().map(it -> "In sync: " + it))
        .orElseGet(
            () ->
                live
                    ? capitalized(view.closing().outcome().meaning()) + "."
                    : view.closing().outcome().sentence());
  }

  private static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private void writeCauses(List<CauseFindings> causes) throws IOException {
    int written = 0;
    int left = 0;
    out.writeArrayFieldStart("causes");
    for (CauseFindings cause : causes) {
      List<FindingView> findings =
          cause.findings().subList(0, Math.min(cause.findings().size(), most - written));
      left += cause.findings().size() - findings.size();
      if (!findings.isEmpty()) {
        write(cause, findings);
        written += findings.size();
      }
    }
    out.writeEndArray();
    out.writeNumberField("left", left);
  }

  private void writeCompared(ReportView view) throws IOException {
    ComparedSides compared = view.compared();
    out.writeArrayFieldStart("names");
    out.writeString(view.sides().expected());
    out.writeString(view.sides().judgedLabel());
    out.writeEndArray();
    out.writeArrayFieldStart("compared");
    for (ComparedSides.Repository repository : compared.repositories()) {
      writePair(view.sides().areClusters() ? "Expected" : "Git", repository.text());
      if (repository.uncommitted().isPresent()) {
        writePair("", repository.uncommitted().get() + ".");
      }
    }
    if (compared.cluster().isPresent()) {
      writePair(view.sides().areClusters() ? "Judged" : "Cluster", compared.cluster().get());
    }
    writePair("Compared", compared.extent());
    out.writeEndArray();
  }

  private void writePair(String label, String text) throws IOException {
    out.writeStartArray();
    out.writeString(label);
    out.writeString(text);
    out.writeEndArray();
  }

  private void write(CauseFindings cause, List<FindingView> findings) throws IOException {
    out.writeStartObject();
    out.writeStringField("heading", cause.heading());
    out.writeBooleanField("many", cause.rule().isPresent());
    out.writeBooleanField("posture", cause.state() == State.POSTURE);
    out.writeStringField("state", cause.meaning());
    out.writeStringField("severity", cause.severity().label());
    out.writeStringField("remedy", cause.remedy());
    out.writeStringField("command", cause.command());
    out.writeStringField("attribution", cause.attribution());
    out.writeArrayFieldStart("findings");
    for (FindingView finding : findings) {
      write(finding);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void write(FindingView view) throws IOException {
    Finding finding = view.finding();
    out.writeStartObject();
    out.writeStringField("severity", finding.severity().label());
    out.writeStringField("rule", finding.rule());
    out.writeStringField("category", finding.category().label());
    out.writeStringField("resource", finding.resource().toString());
    out.writeStringField("path", finding.path().isRoot() ? "" : finding.path().toString());
    out.writeStringField("message", finding.message());
    out.writeStringField("note", view.note());
    out.writeStringField("remedy", view.remedy());
    out.writeStringField("command", view.command());
    out.writeStringField("attribution", view.attribution());
    out.writeStringField("origin", finding.origin().map(Object::toString).orElse(""));
    out.writeObjectFieldStart("sides");
    write(ValueSides.of(view, ValueText::shortMask), view.sides());
    out.writeEndObject();
    out.writeEndObject();
  }

  private void write(ValueSides values, Sides sides) throws IOException {
    switch (values) {
      case ValueSides.Nothing() -> out.writeStringField("type", "nothing");
      case ValueSides.Inline(String git, String live) -> {
        out.writeStringField("type", "inline");
        out.writeStringField("git", git);
        out.writeStringField("live", live);
      }
      case ValueSides.Live(String value) -> writeLines("block", Optional.of(' '), List.of(value));
      // The page names the sides itself.
      case ValueSides.Diff(List<String> lines) ->
          writeLines("diff", Optional.empty(), lines.subList(2, lines.size()));
      case ValueSides.Block(char sign, List<String> lines) ->
          writeLines("block", Optional.of(sign), lines);
      case ValueSides.LineEnds() -> writeText("Only the line endings differ.");
      case ValueSides.TooLong(int git, int live) ->
          writeText(
              "%s has %s, %s %s: too long to compare line by line."
                  .formatted(
                      sides.expected(),
                      Words.count(git, "line"),
                      sides.judged(),
                      Words.count(live, "line")));
    }
  }

  private void writeText(String text) throws IOException {
    out.writeStringField("type", "text");
    out.writeStringField("text", text);
  }

  private void writeLines(String type, Optional<Character> sign, List<String> lines)
      throws IOException {
    out.writeStringField("type", type);
    if (sign.isPresent()) {
      out.writeStringField("sign", String.valueOf(sign.get()));
    }
    out.writeArrayFieldStart("lines");
    for (String line : lines) {
      out.writeString(line);
    }
    out.writeEndArray();
  }

  private void writeLists(ReportView view) throws IOException {
    out.writeArrayFieldStart("lists");
    for (Topic topic : Arrays.stream(Topic.values()).filter(it -> it != Topic.EXPLAINED).toList()) {
      if (view.listing(topic).isPresent()) {
        Listing listing = view.listing(topic).get();
        out.writeStartObject();
        out.writeStringField("title", listing.topic().title());
        out.writeStringField("caption", listing.caption());
        out.writeArrayFieldStart("rows");
        for (Listing.Row row : listing.rows()) {
          out.writeString(row.text());
        }
        out.writeEndArray();
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }

  private List<String> closing(ReportView view) {
    List<String> sentences = new ArrayList<>(view.closing().totals());
    sentences.addAll(view.closing().asides());
    view.closing().incomplete().ifPresent(sentences::add);
    if (!live) {
      sentences.add(view.closing().outcome().sentence());
    }
    return sentences;
  }
}
