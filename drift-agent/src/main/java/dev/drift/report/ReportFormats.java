package dev.drift.report;

import dev.drift.report.ci.GithubAnnotations;
import dev.drift.report.ci.GitlabCodeQuality;
import dev.drift.report.json.JsonReport;
import dev.drift.report.junit.JunitReport;
import dev.drift.report.markdown.MarkdownReport;
import dev.drift.report.sarif.SarifReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The formats of reports. A new one is a package that writes it, and a line here.
public final class ReportFormats {
  /// In the order of the help text; the first one is the default.
  public static final List<ReportFormat> ALL =
      List.of(
          new TextFormat(),
          new ProgramFormat("json", ".json", JsonReport::write),
          new ProgramFormat("markdown", ".md", MarkdownReport::write),
          new HtmlFormat(),
          new ProgramFormat("sarif", ".sarif", SarifReport::write),
          new ProgramFormat("junit", ".xml", JunitReport::write),
          new ProgramFormat("github", GithubAnnotations::write),
          new ProgramFormat("gitlab", GitlabCodeQuality::write));

  private ReportFormats() {}

  public static List<String> names() {
    return ALL.stream().map(ReportFormat::name).toList();
  }

  /// @param name in any case
  public static Optional<ReportFormat> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ALL.stream().filter(format -> format.name().equals(lower)).findFirst();
  }

  /// The format that the name of the file demands.
  public static Optional<ReportFormat> of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(format -> format.fileExtension().filter(name::endsWith).isPresent())
        .findFirst();
  }
}
