package dev.drift.report.sarif;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Category;
import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.judge.Rules;
import dev.drift.rule.Rule;
import dev.drift.rule.RuleInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The rules of the findings of a report, with their help.
///
/// @param codes sorted
record SarifRules(List<String> codes) {
  SarifRules {
    codes = List.copyOf(codes);
  }

  static SarifRules of(List<Finding> findings) {
    return new SarifRules(
        List.copyOf(
            findings.stream().map(Finding::rule).collect(Collectors.toCollection(TreeSet::new))));
  }

  int index(String code) {
    return codes.indexOf(code);
  }

  /// The field `rules`.
  void write(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("rules");
    for (String code : codes) {
      out.writeStartObject();
      out.writeStringField("id", code);
      Optional<Rule> rule = Rules.of(code);
      if (rule.isPresent()) {
        write(rule.get().info(), out);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(RuleInfo info, JsonGenerator out) throws IOException {
    out.writeStringField("name", info.name());
    SarifReport.writeMessage("shortDescription", info.what(), out);
    SarifReport.writeMessage("fullDescription", info.what() + " " + info.why(), out);
    out.writeObjectFieldStart("help");
    out.writeStringField(
        "text",
        "%s\n\nExample: %s\n\nRemedy: %s".formatted(info.why(), info.example(), info.remedy()));
    out.writeEndObject();
    out.writeObjectFieldStart("defaultConfiguration");
    out.writeStringField("level", SarifReport.level(info.severity()));
    out.writeEndObject();
    out.writeObjectFieldStart("properties");
    out.writeArrayFieldStart("tags");
    out.writeString(info.category().label());
    out.writeEndArray();
    if (info.category() == Category.SECURITY) {
      // Makes it a security alert of GitHub, of the severity that this number stands for.
      out.writeStringField("security-severity", securitySeverity(info.severity()));
    }
    out.writeEndObject();
  }

  private static String securitySeverity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.0";
      case LOW -> "2.0";
      case INFO -> "0.1";
    };
  }
}
