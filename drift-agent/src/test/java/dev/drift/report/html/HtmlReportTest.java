package dev.drift.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Chromium;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.report.HostileReports;
import dev.drift.report.SampleReports;
import dev.drift.report.SampleTimelines;
import dev.drift.report.view.Timeline;
import dev.drift.secret.ShownInTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/// The page as Chromium shows it.
@Tag("browser")
class HtmlReportTest {
  private static final List<Severity> SEVERITIES = List.of(Severity.values());

  private static Chromium chromium;
  private static ChromeDriver browser;

  @TempDir Path temp;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    browser = chromium.driver();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  static Stream<String> hostile() {
    return HostileReports.TEXTS.stream();
  }

  private void open(Report report) throws IOException {
    open(report, Optional.empty());
  }

  private void open(Report report, Optional<Timeline> timeline) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(report, timeline, FailOn.ANY_DRIFT, out);
    Path file = Files.write(temp.resolve("report.html"), out.toByteArray());
    chromium.open(file.toUri().toString());
  }

  private static String text(String css) {
    return chromium.text(css);
  }

  private static List<String> headings() {
    return chromium.texts("#findings > details:not([hidden]) > summary > b");
  }

  private static long count(String css) {
    return chromium.count(css);
  }

  private static List<String> complaints() {
    return chromium.complaints();
  }

  @Test
  void saysTheAnswerFirstAndTheWorstNext() throws IOException {
    open(SampleReports.drifted());

    assertThat(text("#answer")).startsWith("7 differences, 2 critical, 2 high: 6 by hand");
    assertThat(browser.getTitle()).startsWith("Drift: 7 differences");
    assertThat(headings())
        .containsExactly(
            "Secret trino/s3-credentials",
            "ClusterRoleBinding debug-admin",
            "ConfigMap trino/trino-catalog",
            "Deployment trino/trino-worker",
            "PodDisruptionBudget trino/trino-worker",
            "StatefulSet minio/minio");
    assertThat(text("#lists")).contains("NOT READ", "the user drift may not list secrets");
    assertThat(text("#closing")).contains("Exit code 1: the cluster has drifted from Git.");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void showsBothSidesOfAText() throws IOException {
    open(SampleReports.drifted());

    WebElement catalog = browser.findElement(By.xpath("//details[contains(., 'trino-catalog')]"));
    assertThat(catalog.findElements(By.cssSelector("td.gone")).stream().map(WebElement::getText))
        .containsExactly(
            "hive.metastore.uri=thrift://hive-metastore.hive:9083",
            "hive.max-partitions-per-scan=1000000");
    assertThat(catalog.findElements(By.cssSelector("td.new")).stream().map(WebElement::getText))
        .containsExactly("hive.metastore.uri=thrift://hive-metastore-test.hive:9083");
  }

  @Test
  void aCleanRunIsOneSentence() throws IOException {
    open(SampleReports.clean());

    assertThat(text("#answer")).startsWith("In sync: 2 resources of 2 kinds match Git");
    assertThat(browser.findElement(By.tagName("nav")).isDisplayed()).isFalse();
  }

  @Test
  void filtersAndSearches() throws IOException {
    open(SampleReports.drifted());

    browser.findElement(By.id("search")).sendKeys("hive-metastore-test");
    assertThat(headings()).containsExactly("ConfigMap trino/trino-catalog");
    assertThat(text("#shown")).isEqualTo("1 of 8 findings");

    browser.findElement(By.id("search")).sendKeys(Keys.ESCAPE);
    browser.findElement(By.xpath("//button[starts-with(., 'critical')]")).click();
    assertThat(headings())
        .containsExactly("Secret trino/s3-credentials", "ClusterRoleBinding debug-admin");

    browser.findElement(By.tagName("body")).sendKeys(Keys.ESCAPE);
    browser.findElement(By.xpath("//button[starts-with(., 'security')]")).click();
    assertThat(headings()).containsExactly("StatefulSet minio/minio");
  }

  @Test
  void worksByKeyboard() throws IOException {
    open(SampleReports.drifted());
    WebElement body = browser.findElement(By.tagName("body"));

    body.sendKeys("c");
    assertThat(count("details[open]")).isZero();
    body.sendKeys("jj");
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    assertThat(text("details[open] > summary > b")).isEqualTo("ClusterRoleBinding debug-admin");
    browser.switchTo().activeElement().sendKeys("k", "/");
    assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo("search");
    browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    browser.findElement(By.tagName("body")).sendKeys("?");
    assertThat(text("#keys")).contains("next, previous");
  }

  /// What is asked for by the page, and what a text makes of itself, shows in the browser's logs.
  @ParameterizedTest
  @MethodSource("hostile")
  void nothingOfTextsIsObeyed(String hostile) throws IOException {
    open(HostileReports.of("plain"), Optional.of(SampleTimelines.hostile("plain")));
    browser.findElement(By.tagName("body")).sendKeys("te");
    long elements = count("*");

    open(HostileReports.of(hostile), Optional.of(SampleTimelines.hostile(hostile)));
    browser.findElement(By.tagName("body")).sendKeys("te");

    assertThat(count("script")).isEqualTo(2);
    assertThat(count("img, iframe, a, testcase, svg, object, link")).isZero();
    // A text of several lines has more rows.
    assertThat(count("*") - count("tr, td")).isLessThanOrEqualTo(elements);
    assertThat(text("#answer")).startsWith("2 differences, 1 high");
    assertThat(complaints()).isEmpty();
    assertThat(chromium.violations()).isEmpty();
    assertThat(chromium.requests())
        .as("requests besides the page itself")
        .allMatch(it -> it.contains("report.html"));
  }

  /// Even if a text became HTML, the policy would keep it from running or loading anything.
  @Test
  void thePolicyForbidsWhatThePageDoesNotDo() throws IOException {
    open(SampleReports.drifted());

    browser.executeScript(
        """
        const script = document.createElement('script');
        script.textContent = 'window.obeyed = true';
        document.body.append(script);
        const image = document.createElement('img');
        image.setAttribute('onerror', 'window.obeyed = true');
        image.src = 'http://127.0.0.1:9/';
        document.body.append(image);
        """);

    assertThat(browser.executeScript("return window.obeyed === undefined")).isEqualTo(true);
    assertThat(complaints())
        .anyMatch(it -> it.contains("Content Security Policy") && it.contains("inline"))
        .anyMatch(it -> it.contains("Content Security Policy") && it.contains("127.0.0.1:9"));
  }

  /// What is closed is not built, and what is out of sight is not laid out.
  @Test
  void thousandsOfFindingsCostLittleUntilTheyAreOpened() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      findings.add(
          SampleReports.as(
              SampleReports.drift(
                  SampleReports.ref("v1", "ConfigMap", "shop", "any"),
                  Change.CHANGED,
                  SEVERITIES.get(i % SEVERITIES.size()),
                  "data.key" + i,
                  ShownInTests.plain("a\nb\nc\n"),
                  ShownInTests.plain("a\nx\nc\n"),
                  "It differs.",
                  Optional.of(SampleReports.place("shop/any.yaml", i + 1, 3))),
              "CFG%03d".formatted(i % 900),
              SampleReports.ref("v1", "ConfigMap", "shop", "settings-" + i)));
    }
    Report clean = SampleReports.clean();
    open(
        SampleReports.report(
            clean.sources(), clean.coverage(), clean.resources(), findings, List.of()));

    assertThat(text("#answer")).startsWith("5,000 differences");
    assertThat(count("details")).isEqualTo(5_000);
    assertThat(count(".finding")).isZero();
    assertThat(count("*")).isLessThan(5_000 * 8);

    browser.findElement(By.id("search")).sendKeys("settings-4999");
    assertThat(headings()).containsExactly("ConfigMap shop/settings-4999");
    browser.findElement(By.cssSelector("details:not([hidden]) > summary")).click();
    assertThat(count(".finding")).isEqualTo(1);
  }

  @Test
  void withoutARecordThereIsNoTimeline() throws IOException {
    open(SampleReports.drifted());

    browser.findElement(By.tagName("body")).sendKeys("t");
    assertThat(browser.findElement(By.id("views")).isDisplayed()).isFalse();
    assertThat(browser.findElement(By.id("timeline")).isDisplayed()).isFalse();
  }

  @Test
  void theTimelineSaysFromWhenToWhen() throws IOException, InterruptedException {
    open(SampleReports.drifted(), Optional.of(SampleTimelines.lakehouse()));

    browser.findElement(By.tagName("body")).sendKeys("t");
    assertThat(chromium.texts("#timeline > details .what b"))
        .containsExactly(
            "ConfigMap trino/trino-catalog",
            "Deployment trino/trino-worker",
            "Secret trino/s3-credentials",
            "StatefulSet minio/minio");
    assertThat(chromium.texts("#timeline > details .when"))
        .containsExactly(
            "since 11-20 17:02, 16 h",
            "11-19 08:00 to 08:00, 4 s",
            "since 11-17 12:00, 3 days, not seen since 11-20 06:00",
            "11-15 00:00 to 11-18 14:30, 3 days");
    assertThat(browser.findElement(By.id("findings")).isDisplayed()).isFalse();

    browser.findElement(By.tagName("body")).sendKeys("jj");
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    chromium.eventually("it opens", () -> count("#timeline > details[open] > div") == 1);
    assertThat(text("#timeline > details[open]"))
        .contains(
            "alice with kubectl-scale (patch), 2026-11-19 08:00 UTC; proven by the audit log",
            "11-19 08:00:05 UTC, done: Read back: it has the values of Git.");

    browser.findElement(By.id("search")).sendKeys("alice");
    assertThat(chromium.texts("#timeline > details:not([hidden]) .what b"))
        .containsExactly("Deployment trino/trino-worker");
    assertThat(text("#shown")).isEqualTo("1 of 4 findings");
    browser.findElement(By.id("search")).sendKeys(Keys.ESCAPE);

    // What ended before the last day is out of it.
    browser.findElement(By.xpath("//button[. = '24 h']")).click();
    assertThat(chromium.texts("#timeline > details .what b"))
        .containsExactly("ConfigMap trino/trino-catalog", "Secret trino/s3-credentials");
    assertThat(chromium.violations()).isEmpty();
    assertThat(complaints()).isEmpty();
  }

  /// The 7 days begin at 2026-11-14 09:14:10. The risk of MinIO began 14.8 of their 168 hours
  /// later, and ended after 101.3.
  @Test
  void barsAreAsLongAsTheirTime() throws IOException {
    open(SampleReports.drifted(), Optional.of(SampleTimelines.lakehouse()));

    browser.findElement(By.tagName("body")).sendKeys("t");
    List<?> ends =
        (List<?>)
            browser.executeScript(
                """
                const bar = document.querySelector('#timeline > details:last-of-type .bar');
                const track = bar.parentElement.getBoundingClientRect();
                const box = bar.getBoundingClientRect();
                return [(box.left - track.left) / track.width, (box.right - track.left) / track.width]
                  .map((it) => Math.round(it * 100));
                """);
    assertThat(ends).isEqualTo(List.of(9L, 60L));
  }

  @Test
  void isOneFileOfUtf8() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(SampleReports.drifted(), Optional.empty(), FailOn.ANY_DRIFT, out);

    assertThat(out.toString(UTF_8))
        .contains("<meta charset=\"utf-8\">")
        .doesNotContain("{{", "src=", "href=", "url(", "@import");
  }
}
