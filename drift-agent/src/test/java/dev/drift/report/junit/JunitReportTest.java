package dev.drift.report.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.report.HostileReports;
import dev.drift.report.SampleReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitReportTest {
  static Stream<String> hostile() {
    return HostileReports.TEXTS.stream();
  }

  private static Document xml(Report report, FailOn failOn) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JunitReport.write(report, failOn, out);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(out.toString(UTF_8).getBytes(UTF_8)));
  }

  private static List<String> named(Document xml, String result) {
    List<String> names = new ArrayList<>();
    var found = xml.getElementsByTagName(result);
    for (int i = 0; i < found.getLength(); i++) {
      Element test = (Element) found.item(i).getParentNode();
      names.add(test.getAttribute("classname") + " " + test.getAttribute("name"));
    }
    return names;
  }

  @Test
  void aResourceIsATest() throws Exception {
    Document xml = xml(SampleReports.drifted(), FailOn.ANY_DRIFT);

    assertThat(named(xml, "failure"))
        .containsExactlyInAnyOrder(
            "Secret s3-credentials",
            "ConfigMap trino-catalog",
            "Deployment trino-worker",
            "ClusterRoleBinding debug-admin",
            "PodDisruptionBudget trino-worker");
    assertThat(named(xml, "error"))
        .contains("Service bad", "Secret redis")
        .anyMatch(it -> it.startsWith("coverage the user drift may not list secrets"));
    // Posture does not fail this run, so it is only said.
    assertThat(named(xml, "system-out")).containsExactly("StatefulSet minio");
    assertThat(xml.getDocumentElement().getAttribute("failures")).isEqualTo("5");
  }

  @Test
  void failsByWhatFailsTheRun() throws Exception {
    Document xml =
        xml(SampleReports.drifted(), new FailOn(Severity.CRITICAL, Optional.of(Severity.HIGH)));

    assertThat(named(xml, "failure"))
        .containsExactlyInAnyOrder(
            "Secret s3-credentials", "ClusterRoleBinding debug-admin", "StatefulSet minio");
  }

  @Test
  void aCleanRunPasses() throws Exception {
    Document xml = xml(SampleReports.clean(), FailOn.ANY_DRIFT);

    assertThat(named(xml, "failure")).isEmpty();
    assertThat(named(xml, "error")).isEmpty();
    assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("2");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void staysText(String text) throws Exception {
    Document xml = xml(HostileReports.of(text), FailOn.ANY_DRIFT);
    Document plain = xml(HostileReports.of("plain"), FailOn.ANY_DRIFT);

    assertThat(xml.getElementsByTagName("*").getLength())
        .isEqualTo(plain.getElementsByTagName("*").getLength());
  }
}
