package dev.drift.report.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.text.OneLine;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.report.view.FindingSite;
import dev.drift.report.view.FindingSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes a report as test suites: one for each namespace, in which each resource is a test. A test
/// fails by what fails the run, and is an error if the resource could not be compared. The suite
/// `coverage` has an error for all else that could not be seen.
/// See <https://github.com/testmoapp/junitxml>.
public final class JunitReport {
  private static final String CLUSTER_SCOPED = "cluster-scoped";
  private static final String COVERAGE = "coverage";

  private final Report report;
  private final FailOn failOn;
  private final XMLStreamWriter out;

  private JunitReport(Report report, FailOn failOn, XMLStreamWriter out) {
    this.report = report;
    this.failOn = failOn;
    this.out = out;
  }

  /// A test.
  ///
  /// @param group of equal tests, such as the kind of a resource
  /// @param file that a person would open; empty if there is none
  /// @param result `failure` or `error`; empty if it passed
  /// @param message of the result
  /// @param details of the result, or what a test that passed has to say
  private record Case(
      String group,
      String name,
      Optional<String> file,
      Optional<String> result,
      String message,
      List<String> details) {}

  /// Leaves the stream open.
  ///
  /// @param failOn as given to [Report#exitCode]
  /// @throws IOException if the output breaks
  public static void write(Report report, FailOn failOn, OutputStream stream) throws IOException {
    try {
      XMLStreamWriter out =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(stream, UTF_8.name());
      new JunitReport(report, failOn, out).write();
      out.flush();
    } catch (XMLStreamException e) {
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e);
    }
  }

  private void write() throws XMLStreamException {
    Map<String, List<Case>> suites = suites();
    List<Case> all = suites.values().stream().flatMap(List::stream).toList();
    out.writeStartDocument(UTF_8.name(), "1.0");
    out.writeCharacters("\n");
    out.writeStartElement("testsuites");
    out.writeAttribute("name", "drift check");
    writeCounts(all);
    out.writeAttribute("time", seconds());
    for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
      line(1);
      out.writeStartElement("testsuite");
      out.writeAttribute("name", suite.getKey());
      writeCounts(suite.getValue());
      out.writeAttribute("timestamp", report.run().startedAt().toString());
      for (Case one : suite.getValue()) {
        write(one);
      }
      line(1);
      out.writeEndElement();
    }
    line(0);
    out.writeEndElement();
    out.writeCharacters("\n");
    out.writeEndDocument();
  }

  private void writeCounts(List<Case> cases) throws XMLStreamException {
    out.writeAttribute("tests", String.valueOf(cases.size()));
    out.writeAttribute("failures", String.valueOf(count(cases, "failure")));
    out.writeAttribute("errors", String.valueOf(count(cases, "error")));
  }

  private static long count(List<Case> cases, String result) {
    return cases.stream().filter(it -> it.result().equals(Optional.of(result))).count();
  }

  private String seconds() {
    Duration duration = Duration.between(report.run().startedAt(), report.run().finishedAt());
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }

  private void write(Case one) throws XMLStreamException {
    line(2);
    out.writeStartElement("testcase");
    out.writeAttribute("name", one.name());
    out.writeAttribute("classname", one.group());
    if (one.file().isPresent()) {
      out.writeAttribute("file", one.file().get());
    }
    if (one.result().isPresent() || !one.details().isEmpty()) {
      line(3);
      out.writeStartElement(one.result().orElse("system-out"));
      if (one.result().isPresent()) {
        out.writeAttribute("message", one.message());
      }
      out.writeCharacters(String.join("\n", one.details()));
      out.writeEndElement();
      line(2);
    }
    out.writeEndElement();
  }

  private void line(int depth) throws XMLStreamException {
    out.writeCharacters("\n" + "  ".repeat(depth));
  }

  private Map<String, List<Case>> suites() {
    Map<ResourceRef, List<Finding>> findings =
        report.findings().stream()
            .collect(groupingBy(Finding::resource, LinkedHashMap::new, toList()));
    Map<String, List<Case>> suites = new TreeMap<>();
    for (Report.ResourceVerdict each : report.resources()) {
      List<Finding> of = Optional.ofNullable(findings.remove(each.resource())).orElse(List.of());
      add(suites, each.resource(), each.verdict(), of);
    }
    findings.forEach((resource, of) -> add(suites, resource, Verdict.IN_SYNC, of));
    Map<String, List<Case>> sorted = new LinkedHashMap<>();
    List<Case> unseen = unseen();
    if (!unseen.isEmpty()) {
      sorted.put(COVERAGE, unseen);
    }
    sorted.putAll(suites);
    return sorted;
  }

  private void add(
      Map<String, List<Case>> suites, ResourceRef resource, Verdict verdict, List<Finding> of) {
    String namespace = resource.id().namespace();
    suites
        .computeIfAbsent(
            namespace.isEmpty() ? CLUSTER_SCOPED : OneLine.of("namespace " + namespace),
            _ -> new ArrayList<>())
        .add(test(resource, verdict, of));
  }

  private Case test(ResourceRef resource, Verdict verdict, List<Finding> findings) {
    List<Finding> failing = findings.stream().filter(it -> report.fails(it, failOn)).toList();
    Optional<String> result =
        failing.isEmpty()
            ? Optional.of("error")
                .filter(_ -> verdict == Verdict.UNKNOWN || verdict == Verdict.INVALID_DESIRED)
            : Optional.of("failure");
    String message =
        failing.isEmpty()
            ? verdict == Verdict.UNKNOWN
                ? "could not be compared"
                : "is not valid in " + report.sides().expected()
            : failing.stream()
                .map(it -> FindingSummary.of(it, report.sides()).title())
                .collect(joining("; "));
    return new Case(
        OneLine.of(resource.id().groupKind().kind()),
        OneLine.of(resource.id().name()),
        findings.stream()
            .map(FindingSite::of)
            .filter(FindingSite::inGit)
            .map(FindingSite::file)
            .map(OneLine::of)
            .findFirst(),
        result,
        message,
        findings.stream().map(this::line).toList());
  }

  private String line(Finding finding) {
    FindingSummary summary = FindingSummary.of(finding, report.sides());
    FindingSite site = FindingSite.of(finding);
    String where =
        site.inGit()
            ? " (%s%s)"
                .formatted(OneLine.of(site.file()), site.line().map(it -> ":" + it).orElse(""))
            : "";
    return "%s %s %s: %s%s"
        .formatted(
            finding.severity().label(), finding.rule(), summary.title(), summary.text(), where);
  }

  /// What could not be seen, and what went wrong.
  private List<Case> unseen() {
    List<Case> cases = new ArrayList<>();
    for (Coverage.Entry gap : report.coverage().gaps(failOn.needs())) {
      cases.add(unseen(OneLine.of(gap.reason())));
    }
    for (Problem problem : report.problems()) {
      if (problem.code().type() != Problem.Type.NOTE) {
        cases.add(unseen(OneLine.of(problem.message())));
      }
    }
    return cases.stream().distinct().toList();
  }

  private static Case unseen(String why) {
    return new Case(COVERAGE, why, Optional.empty(), Optional.of("error"), why, List.of());
  }
}
