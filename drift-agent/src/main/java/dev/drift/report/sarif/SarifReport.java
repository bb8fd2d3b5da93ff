package dev.drift.report.sarif;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.Coverage;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.finding.text.OneLine;
import dev.drift.json.JsonOutput;
import dev.drift.model.Problem;
import dev.drift.model.scope.Source;
import dev.drift.report.view.FindingSite;
import dev.drift.report.view.FindingSummary;
import dev.drift.report.view.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Writes a report as one run of SARIF 2.1.0, with the fields that code scanning of GitHub reads.
/// See <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html> and
/// <https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support>.
public final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /// What paths are relative to, as GitHub calls the root of the repository.
  private static final String ROOT = "%SRCROOT%";

  /// What a path need not encode.
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

  private SarifReport() {}

  /// Leaves the stream open.
  ///
  /// @throws IOException if the output breaks
  public static void write(Report report, FailOn failOn, OutputStream stream) throws IOException {
    try (JsonGenerator out = JsonOutput.indented(stream)) {
      out.writeStartObject();
      out.writeStringField("$schema", SCHEMA);
      out.writeStringField("version", "2.1.0");
      out.writeArrayFieldStart("runs");
      writeRun(report, failOn, out);
      out.writeEndArray();
      out.writeEndObject();
      out.writeRaw('\n');
    }
  }

  private static void writeRun(Report report, FailOn failOn, JsonGenerator out) throws IOException {
    SarifRules rules = SarifRules.of(report.findings());
    out.writeStartObject();
    out.writeObjectFieldStart("tool");
    out.writeObjectFieldStart("driver");
    out.writeStringField("name", "Drift");
    out.writeStringField("version", report.run().version());
    rules.write(out);
    out.writeEndObject();
    out.writeEndObject();
    writeInvocation(report, failOn, out);
    writeProvenance(report.sources(), out);
    out.writeStringField("columnKind", "unicodeCodePoints");
    out.writeArrayFieldStart("results");
    for (Finding finding : report.findings()) {
      writeResult(finding, report, rules, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeInvocation(Report report, FailOn failOn, JsonGenerator out)
      throws IOException {
    ExitCode code = report.exitCode(failOn);
    out.writeArrayFieldStart("invocations");
    out.writeStartObject();
    out.writeBooleanField("executionSuccessful", !report.hasFailed());
    out.writeNumberField("exitCode", code.code());
    out.writeStringField("exitCodeDescription", Outcome.of(report, failOn).meaning());
    out.writeStringField("startTimeUtc", report.run().startedAt().toString());
    out.writeStringField("endTimeUtc", report.run().finishedAt().toString());
    out.writeArrayFieldStart("toolExecutionNotifications");
    for (Problem problem : report.problems()) {
      writeNotification(
          level(problem.code().type()), problem.code().name(), problem.message(), out);
    }
    for (Coverage.Entry gap : report.coverage().gaps(failOn.needs())) {
      writeNotification("warning", "NOT_READ", gap.reason(), out);
    }
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndArray();
  }

  private static String level(Problem.Type type) {
    return switch (type) {
      case FAILURE, INPUT -> "error";
      case GAP -> "warning";
      case NOTE -> "note";
    };
  }

  private static void writeNotification(String level, String id, String text, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("level", level);
    writeMessage("message", OneLine.of(text), out);
    out.writeObjectFieldStart("descriptor");
    out.writeStringField("id", id);
    out.writeEndObject();
    out.writeEndObject();
  }

  /// Only sources that a URI names: a folder or `git@host:path` is not one.
  private static void writeProvenance(List<Source> sources, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("versionControlProvenance");
    for (Source source : sources) {
      Optional<String> uri = uri(source.repo());
      if (uri.isPresent()) {
        out.writeStartObject();
        out.writeStringField("repositoryUri", uri.get());
        if (source.commit().filter(it -> COMMIT.matcher(it).matches()).isPresent()) {
          out.writeStringField("revisionId", source.commit().get());
        }
        if (source.revision().isPresent()) {
          out.writeStringField("branch", source.revision().get());
        }
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }

  private static Optional<String> uri(String repo) {
    try {
      URI uri = new URI(repo);
      return uri.isAbsolute() && uri.getHost() != null && uri.getRawUserInfo() == null
          ? Optional.of(uri.toASCIIString())
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static void writeResult(
      Finding finding, Report report, SarifRules rules, JsonGenerator out) throws IOException {
    Optional<Report.Accepted> accepted =
        Optional.ofNullable(report.accepted().get(finding.fingerprint()));
    FindingSummary summary = FindingSummary.of(finding, report.sides());
    out.writeStartObject();
    out.writeStringField("ruleId", finding.rule());
    out.writeNumberField("ruleIndex", rules.index(finding.rule()));
    out.writeStringField("level", level(finding.severity()));
    writeMessage("message", summary.title() + ": " + summary.text(), out);
    writeLocation(finding, summary.title(), out);
    out.writeObjectFieldStart("partialFingerprints");
    out.writeStringField("drift/v1", finding.fingerprint());
    // The only one that GitHub matches alerts by: a hash, and which of several equal ones it is.
    out.writeStringField("primaryLocationLineHash", finding.fingerprint() + ":1");
    out.writeEndObject();
    if (accepted.isPresent()) {
      out.writeArrayFieldStart("suppressions");
      out.writeStartObject();
      out.writeStringField("kind", "external");
      out.writeStringField("status", "accepted");
      out.writeStringField("justification", OneLine.of(accepted.get().sentence()));
      out.writeEndObject();
      out.writeEndArray();
    }
    out.writeObjectFieldStart("properties");
    out.writeStringField("severity", finding.severity().label());
    out.writeStringField("category", finding.category().label());
    switch (finding) {
      case Finding.Drift drift -> {
        out.writeStringField("kind", "drift");
        out.writeStringField("change", drift.change().name());
      }
      case Finding.Posture _ -> out.writeStringField("kind", "posture");
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  private static void writeLocation(Finding finding, String name, JsonGenerator out)
      throws IOException {
    FindingSite site = FindingSite.of(finding);
    out.writeArrayFieldStart("locations");
    out.writeStartObject();
    out.writeObjectFieldStart("physicalLocation");
    out.writeObjectFieldStart("artifactLocation");
    out.writeStringField("uri", path(site.file()));
    out.writeStringField("uriBaseId", ROOT);
    out.writeEndObject();
    // GitHub shows nothing without a line.
    out.writeObjectFieldStart("region");
    out.writeNumberField("startLine", site.line().orElse(1));
    if (site.column().isPresent()) {
      out.writeNumberField("startColumn", site.column().get());
    }
    out.writeEndObject();
    out.writeEndObject();
    out.writeArrayFieldStart("logicalLocations");
    out.writeStartObject();
    out.writeStringField("fullyQualifiedName", name);
    out.writeStringField("kind", "object");
    out.writeEndObject();
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndArray();
  }

  /// As a relative reference: <https://www.rfc-editor.org/rfc/rfc3986#section-4.2>.
  private static String path(String file) {
    StringBuilder out = new StringBuilder();
    for (byte each : file.getBytes(UTF_8)) {
      char c = (char) (each & 0xff);
      if (UNRESERVED.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return out.toString();
  }

  static void writeMessage(String field, String text, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeStringField("text", text);
    out.writeEndObject();
  }
}
