package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Chromium;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// The page of the real daemon on a real API server, in Chromium: it follows what `kubectl` does,
/// and no secret is in anything that it is sent.
@Tag("cluster")
@Tag("browser")
class ServedPageTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final Duration INTERVAL = Duration.ofHours(2);
  private static final String NAMESPACE = "served-page";
  private static final String IN_GIT = "planted-in-git-53a1f0";
  private static final String IN_CLUSTER = "planted-in-the-cluster-9b7c22";

  private static final String MANIFESTS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: served-page}
      data: {mode: plain}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: database, namespace: served-page}
      stringData: {password: planted-in-git-53a1f0}
      """;

  @TempDir Path folder;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private CheckRequest check(ControlPlane plane) throws IOException {
    Path git = Files.createDirectories(folder.resolve("git"));
    Files.writeString(git.resolve("all.yaml"), MANIFESTS);
    plane.kubectl("create", "namespace", NAMESPACE).orThrow();
    plane.kubectlWithInput(MANIFESTS, "apply", "-f", "-").orThrow();
    return CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
        .namespaces(List.of(NAMESPACE))
        .build()
        .with(
            new StoreRequest(
                Optional.of(folder.resolve("store/drift.db").toString()),
                Optional.empty(),
                Optional.empty()));
  }

  private static void patch(ControlPlane plane, String object, String patch) {
    plane.kubectl("-n", NAMESPACE, "patch", object, "-p", patch).orThrow();
  }

  private static List<String> headings(Chromium chromium) {
    return chromium.texts("#findings > details > summary > b");
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void followsTheClusterAndShowsNoSecret(ControlPlane plane)
      throws IOException, InterruptedException {
    CheckRequest check = check(plane);
    try (ServedDaemon daemon = ServedDaemon.start(check, INTERVAL, folder, log::add);
        Chromium chromium = Chromium.start()) {
      Calls.eventually("it compared", () -> log.stream().anyMatch(it -> it.contains("2 in sync")));
      chromium.open(daemon.url("/"));
      chromium.eventually("the token is asked for", () -> chromium.find("#token").isDisplayed());
      chromium.find("#token").sendKeys(TestDaemon.TOKEN, Keys.ENTER);
      chromium.eventually("in sync", () -> chromium.text("#answer").startsWith("In sync: "));
      var _ = chromium.driver().executeScript("window.sameDocument = true");

      patch(plane, "cm/settings", "{\"data\":{\"mode\":\"loud\"}}");
      patch(
          plane, "secret/database", "{\"stringData\":{\"password\":\"%s\"}}".formatted(IN_CLUSTER));
      chromium.eventually("both are found", () -> headings(chromium).size() == 2);
      assertThat(headings(chromium))
          .containsExactlyInAnyOrder(
              "ConfigMap served-page/settings", "Secret served-page/database");
      chromium.find("body").sendKeys("e");
      assertThat(chromium.texts("td.gone")).contains("plain");
      assertThat(chromium.texts("td.new")).contains("loud");
      assertThat(chromium.text("#state")).startsWith("Live. ");

      patch(plane, "cm/settings", "{\"data\":{\"mode\":\"plain\"}}");
      chromium.eventually(
          "it ends", () -> headings(chromium).equals(List.of("Secret served-page/database")));

      chromium.find("body").sendKeys("t");
      chromium.eventually(
          "it ended on the timeline",
          () ->
              chromium.texts("#timeline > details").stream()
                  .anyMatch(
                      it -> it.contains("ConfigMap served-page/settings") && it.contains(" to ")));
      chromium.find("body").sendKeys("e");
      assertThat(chromium.texts("#timeline > details").toString())
          .contains("Secret served-page/database", "kubectl-patch");

      assertThat(chromium.driver().executeScript("return window.sameDocument")).isEqualTo(true);
      assertThat(chromium.violations()).isEmpty();
      assertThat(chromium.requests()).allMatch(it -> it.contains(daemon.url("/")));
      List<String> received = new ArrayList<>();
      for (String path : List.of("/", "/api/v1/targets", "/api/v1/version")) {
        received.add(Calls.get(daemon.url(path)).body());
      }
      for (String path : List.of("", "/page", "/timeline", "/findings")) {
        received.add(Calls.get(daemon.url("/api/v1/targets/prod" + path)).body());
      }
      received.add(String.valueOf(chromium.driver().getPageSource()));
      assertThat(received)
          .hasSize(8)
          .noneMatch(it -> it.contains(IN_GIT) || it.contains(encoded(IN_GIT)))
          .noneMatch(it -> it.contains(IN_CLUSTER) || it.contains(encoded(IN_CLUSTER)));
      assertThat(received.get(4)).contains("Secret served-page/database", "••••");
    }
  }
}
