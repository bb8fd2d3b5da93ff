package dev.drift.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.report.HostileReports;
import dev.drift.report.SampleReports;
import dev.drift.secret.ShownInTests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
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
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// The page as Chromium shows it.
@Tag("browser")
class HtmlReportTest {
  private static ChromeDriver browser;

  @TempDir Path temp;

  @BeforeAll
  static void start() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,1600");
    options.setCapability("goog:loggingPrefs", logs);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
  }

  @AfterAll
  static void stop() {
    browser.quit();
  }

  static Stream<String> hostile() {
    return HostileReports.TEXTS.stream();
  }

  private void open(Report report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(report, FailOn.ANY_DRIFT, out);
    Path file = Files.write(temp.resolve("report.html"), out.toByteArray());
    browser.manage().logs().get(LogType.BROWSER);
    browser.manage().logs().get(LogType.PERFORMANCE);
    browser.get(file.toUri().toString());
  }

  private static String text(String css) {
    return browser.findElement(By.cssSelector(css)).getText();
  }

  private static List<String> headings() {
    return browser.findElements(By.cssSelector("details:not([hidden]) > summary > b")).stream()
        .map(WebElement::getText)
        .toList();
  }

  private static long count(String css) {
    return (Long)
        browser.executeScript("return document.querySelectorAll(arguments[0]).length", css);
  }

  private static List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
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
    open(HostileReports.of("plain"));
    long elements = count("*");

    open(HostileReports.of(hostile));

    assertThat(count("script")).isEqualTo(2);
    assertThat(count("img, iframe, a, testcase, svg, object, link")).isZero();
    // A text of several lines has more rows.
    assertThat(count("*") - count("tr, td")).isLessThanOrEqualTo(elements);
    assertThat(text("#answer")).startsWith("2 differences, 1 high");
    assertThat(complaints()).isEmpty();
    assertThat(
            browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(it -> it.contains("\"Network.requestWillBeSent\"")))
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
                  Severity.values()[i % 5],
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
  void isOneFileOfUtf8() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(SampleReports.drifted(), FailOn.ANY_DRIFT, out);

    assertThat(out.toString(UTF_8))
        .contains("<meta charset=\"utf-8\">")
        .doesNotContain("{{", "src=", "href=", "url(", "@import");
  }
}
