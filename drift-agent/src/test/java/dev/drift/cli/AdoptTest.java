package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.adopt.ForgeStandIn;
import dev.drift.cli.DriftOnPlane.Printed;
import dev.drift.git.GitRepo;
import dev.drift.git.PublishCase;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `drift adopt` from end to end: a real cluster, and a folder or a real Git server.
@Tag("cluster")
class AdoptTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String APP =
      """
      # Who asks for more replicas asks the platform team first.
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: NAMESPACE}
      spec:
        replicas: 2   # two are enough
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: web, image: "example.com/web:1"}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: NAMESPACE}
      data:
        mode: 'plain'
      """;

  private static final String CONFIG = "apiVersion: drift.dev/v1\nkind: Config\n";

  @TempDir Path temp;

  private Printed act(ControlPlane plane, List<String> check, String command, String... more) {
    return new DriftOnPlane(plane, temp).act(check, command, more);
  }

  private Printed check(ControlPlane plane, List<String> check) {
    return new DriftOnPlane(plane, temp).check(check);
  }

  private static String app(String namespace) {
    return APP.replace("NAMESPACE", namespace);
  }

  private static void deploy(ControlPlane plane, String namespace, Path file) {
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane.kubectl("apply", "-f", file.toString()).orThrow();
  }

  private static void byHand(ControlPlane plane, String namespace) {
    plane.kubectl("-n", namespace, "scale", "deployment/web", "--replicas=5").orThrow();
    plane
        .kubectl("-n", namespace, "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"loud\"}}")
        .orThrow();
  }

  private Path folder(ControlPlane plane, String namespace) throws IOException {
    Path folder = Files.createDirectory(temp.resolve("git"));
    Path file = Files.writeString(folder.resolve("app.yaml"), app(namespace));
    deploy(plane, namespace, file);
    return folder;
  }

  @Test
  void aFolderGetsTheLinesThatDifferAndNoOthers(ControlPlane plane) throws IOException {
    Path folder = folder(plane, "adopt-folder");
    byHand(plane, "adopt-folder");
    List<String> check = List.of("--repo", folder.toString(), "-n", "adopt-folder");

    Printed plan = act(plane, check, "plan", "--adopt");
    assertThat(plan.out())
        .contains("spec.replicas\n    2 → 5", "writes  app.yaml")
        .contains("Nothing was changed. drift adopt with --yes");
    assertThat(Files.readString(folder.resolve("app.yaml"))).isEqualTo(app("adopt-folder"));

    Printed adopted = act(plane, check, "adopt", "--yes");

    assertThat(adopted.out()).contains("done    changed app.yaml; commit it");
    assertThat(adopted.code()).as(adopted.err()).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("app.yaml")))
        .isEqualTo(
            app("adopt-folder")
                .replace("replicas: 2 ", "replicas: 5 ")
                .replace("'plain'", "'loud'"));
    assertThat(check(plane, check).code()).isEqualTo(0);
    assertThat(act(plane, check, "adopt", "--yes").out()).contains("Nothing to do");
  }

  @Test
  void whatIsNotDeclaredGetsAFileAndWhatIsMissingLosesItsOwn(ControlPlane plane)
      throws IOException {
    Path folder = folder(plane, "adopt-objects");
    plane.kubectl("-n", "adopt-objects", "delete", "deployment/web").orThrow();
    plane.kubectl("-n", "adopt-objects", "create", "cm", "by-hand", "--from-literal=a=1").orThrow();
    List<String> check = List.of("--repo", folder.toString(), "-n", "adopt-objects");

    Printed adopted = act(plane, check, "adopt", "--yes");

    assertThat(adopted.out()).contains("writes  configmap-by-hand.yaml", "writes  app.yaml");
    assertThat(adopted.code()).as(adopted.out() + adopted.err()).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("configmap-by-hand.yaml")))
        .isEqualTo(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: by-hand
              namespace: adopt-objects
            data:
              a: "1"
            """);
    assertThat(Files.readString(folder.resolve("app.yaml")))
        .doesNotContain("Deployment")
        .endsWith("data:\n  mode: 'plain'\n");
    assertThat(check(plane, check).code()).isEqualTo(0);
  }

  @Test
  void secretsAreRefusedAndNeverPrinted(ControlPlane plane) throws IOException {
    Path folder = folder(plane, "adopt-secret");
    Files.writeString(
        folder.resolve("secret.yaml"),
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: login, namespace: adopt-secret}
        stringData: {password: canary-in-git}
        """);
    plane.kubectl("apply", "-f", folder.resolve("secret.yaml").toString()).orThrow();
    plane
        .kubectl(
            "-n",
            "adopt-secret",
            "patch",
            "secret/login",
            "-p",
            "{\"stringData\":{\"password\":\"canary-live\"}}")
        .orThrow();
    plane
        .kubectl("-n", "adopt-secret", "set", "env", "deployment/web", "API_TOKEN=canary-env")
        .orThrow();
    List<String> check = List.of("--repo", folder.toString(), "-n", "adopt-secret");

    Printed adopted = act(plane, check, "adopt", "--yes");

    assertThat(adopted.out())
        .contains("Left alone: cannot be adopted")
        .contains("put it into Git encrypted, or into a secret store")
        .contains("Nothing to do, 2 differences left alone");
    assertThat(adopted.out() + adopted.err()).doesNotContain("canary");
    assertThat(Files.readString(folder.resolve("app.yaml"))).isEqualTo(app("adopt-secret"));
    assertThat(String.join("\n", journal())).doesNotContain("canary");
  }

  @Test
  void aLinkIsNotWrittenThrough(ControlPlane plane) throws IOException {
    Path folder = folder(plane, "adopt-link");
    Path elsewhere = Files.createDirectory(folder.resolve("templates-of-all"));
    Files.move(folder.resolve("app.yaml"), elsewhere.resolve("app.txt"));
    Files.createSymbolicLink(folder.resolve("app.yaml"), Path.of("templates-of-all/app.txt"));
    byHand(plane, "adopt-link");
    List<String> check = List.of("--repo", folder.toString(), "-n", "adopt-link");

    assertThat(act(plane, check, "adopt", "--yes").out())
        .contains("app.yaml is reached through a link; edit it by hand");
    assertThat(Files.readString(elsewhere.resolve("app.txt"))).isEqualTo(app("adopt-link"));
  }

  /// T1, for Git: what is not deployed yet must not be undone there.
  @Test
  void t1WhatIsCommittedAndNotDeployedIsNotUndoneInGit(ControlPlane plane) throws IOException {
    GitRepo git = GitRepo.create(temp.resolve("git"));
    git.write("app.yaml", app("adopt-ahead"));
    String deployed = git.commit();
    plane.kubectl("create", "namespace", "adopt-ahead").orThrow();
    plane
        .kubectl("apply", "--server-side", "-f", git.folder().resolve("app.yaml").toString())
        .orThrow();
    String ahead = app("adopt-ahead").replace("web:1", "web:2");
    git.write("app.yaml", ahead);
    git.commit();
    plane.kubectl("-n", "adopt-ahead", "scale", "deployment/web", "--replicas=5").orThrow();
    List<String> check = List.of("--repo", git.folder().toString(), "-n", "adopt-ahead");

    Printed adopted = act(plane, check, "adopt", "--yes", "--applied", deployed);

    assertThat(adopted.out())
        .contains("containers[name=web].image: Git has another value here than the applied");
    assertThat(Files.readString(git.folder().resolve("app.yaml")))
        .isEqualTo(ahead.replace("replicas: 2 ", "replicas: 5 "));
  }

  @Test
  void aUrlGetsABranchOfItsVersionForEachObjectOnce(ControlPlane plane) throws IOException {
    PublishCase git = released(plane, "adopt-url");
    byHand(plane, "adopt-url");
    try (GitHttpServer server = GitHttpServer.open(git.served());
        ForgeStandIn forge = new ForgeStandIn(true)) {
      Path config =
          config(
              """
              sources:
                - repo: %s
                  revision: release_v1.1.0
                  paths: [k8s]
                  forge: {type: github, url: "%s", token: {file: token}}
                  commits: {name: Drift of Platform, email: drift@example.com}
              """
                  .formatted(server.url("acme/platform.git"), forge.url()));
      List<String> check = List.of("--config", config.toString(), "-n", "adopt-url");

      Printed first = act(plane, check, "adopt", "--yes");
      Printed second = act(plane, check, "adopt", "--yes");

      assertThat(first.code()).as(first.out() + first.err()).isEqualTo(0);
      assertThat(first.out())
          .containsPattern(
              "done    pushed feature_v1_drift-\\S+\\s+\\([0-9a-f]{12}\\)\\s+for\\s+release_v1.1.0;\\s+opened\\s+http");
      assertThat(second.code()).isEqualTo(0);
      assertThat(second.out()).contains("nothing to do").doesNotContain("pushed");
      assertThat(forge.entries()).hasSize(2).allMatch(it -> it.target.equals("release_v1.1.0"));
      assertThat(forge.entries())
          .extracting(it -> it.title)
          .containsExactlyInAnyOrder(
              "Adopt data.mode of ConfigMap adopt-url/settings",
              "Adopt spec.replicas of Deployment adopt-url/web");
      String whole = app("adopt-url");
      assertThat(branches(git))
          .map(branch -> git.show(branch, "k8s/app.yaml") + "\n")
          .containsExactlyInAnyOrder(
              whole.replace("replicas: 2 ", "replicas: 5 "), whole.replace("'plain'", "'loud'"));
      assertThat(git.bare().git("log", "-1", "--format=%an <%ae>", branches(git).getFirst()))
          .isEqualTo("Drift of Platform <drift@example.com>");
      assertThat(journal()).as("acts, each begun once").hasSize(4);

      for (String branch : branches(git)) {
        git.person().git("fetch", "-q", "origin");
        git.person().git("checkout", "-q", "-B", "work", "origin/release_v1.1.0");
        git.person().git("merge", "-q", "--no-edit", "origin/" + branch);
        git.person().git("push", "-q", "origin", "work:refs/heads/release_v1.1.0");
      }
      assertThat(act(plane, check, "adopt", "--yes").out()).contains("Nothing to do");
    }
  }

  /// The run was stopped after the push, before it could write down what became of it; or before
  /// the push.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAStoppedRunLeftIsFoundAndDoneOnce(boolean pushed, ControlPlane plane)
      throws IOException {
    String namespace = "adopt-stopped-" + pushed;
    PublishCase git = released(plane, namespace);
    plane.kubectl("-n", namespace, "scale", "deployment/web", "--replicas=5").orThrow();
    try (GitHttpServer server = GitHttpServer.open(git.served())) {
      List<String> check =
          List.of(
              "--repo",
              server.url("acme/platform.git"),
              "--revision",
              "release_v1.1.0",
              "--path",
              "k8s",
              "-n",
              namespace);
      assertThat(act(plane, check, "adopt", "--yes").code()).isEqualTo(0);
      String branch = branches(git).getFirst();
      String commit = git.at(branch);
      List<String> lines = journal();
      Files.write(journalFile(), lines.subList(0, lines.size() - 1));
      if (!pushed) {
        git.bare().git("branch", "-D", branch);
      }

      Printed next = act(plane, check, "adopt", "--yes");

      assertThat(next.out())
          .contains("Left by a run that was stopped")
          .contains(pushed ? "nothing to do" : "pushed " + branch);
      assertThat(branches(git)).containsExactly(branch);
      if (pushed) {
        assertThat(git.at(branch)).isEqualTo(commit);
      }
      assertThat(journal().getLast()).contains("\"outcome\"");
      assertThat(act(plane, check, "adopt", "--yes").out())
          .doesNotContain("Left by a run that was stopped");
    }
  }

  @Test
  void whatTheServerRejectsIsSaidAndNotDone(ControlPlane plane) throws IOException {
    PublishCase git = released(plane, "adopt-reject");
    git.hook("pre-receive", "echo 'signed commits only' >&2\nexit 1\n");
    byHand(plane, "adopt-reject");
    try (GitHttpServer server = GitHttpServer.open(git.served())) {
      List<String> check =
          List.of(
              "--repo",
              server.url("acme/platform.git"),
              "--revision",
              "release_v1.1.0",
              "--path",
              "k8s",
              "-n",
              "adopt-reject");

      Printed adopted = act(plane, check, "adopt", "--yes");

      assertThat(adopted.code()).isEqualTo(1);
      assertThat(adopted.out()).contains("REFUSED").contains("signed commits only");
      assertThat(journal().getLast()).contains("REFUSED", "signed commits only");
    }
  }

  @Test
  void policyOrdersWhatIsRevertedAndWhatIsAdopted(ControlPlane plane) throws IOException {
    Path folder = folder(plane, "adopt-policy");
    byHand(plane, "adopt-policy");
    Path policy =
        DriftOnPlane.policy(
            temp,
            """
            - {name: scale, match: {kinds: [Deployment]}, action: revert, approval: required}
            - {name: settings, match: {kinds: [ConfigMap]}, action: adopt, approval: required}
            """);
    List<String> check =
        List.of("--repo", folder.toString(), "-n", "adopt-policy", "--policy", policy.toString());

    Printed unattended = act(plane, check, "check", "--act");
    assertThat(unattended.out()).contains("2 acts");
    assertThat(Files.readString(folder.resolve("app.yaml"))).isEqualTo(app("adopt-policy"));

    Path plan =
        Files.writeString(temp.resolve("plan.json"), act(plane, check, "plan", "-o", "json").out());
    Printed reverted = act(plane, check, "revert", "--plan", plan.toString());
    assertThat(reverted.out())
        .contains("patch Deployment adopt-policy/web")
        .contains("policy orders to adopt it, which drift adopt does");
    assertThat(reverted.code()).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("app.yaml"))).isEqualTo(app("adopt-policy"));

    Printed adopted = act(plane, check, "adopt", "--plan", plan.toString());
    assertThat(adopted.code()).as(adopted.err()).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("app.yaml")))
        .isEqualTo(app("adopt-policy").replace("'plain'", "'loud'"));
    assertThat(check(plane, check).code()).isEqualTo(0);
  }

  /// A finding is true when it is printed: Git says it now.
  @Test
  void whatWasAdoptedIntoAFolderIsNoDriftAnyMore(ControlPlane plane) throws IOException {
    Path folder = folder(plane, "adopt-now");
    byHand(plane, "adopt-now");
    Path policy =
        DriftOnPlane.policy(
            temp,
            """
            - {name: all, match: {changes: [CHANGED]}, action: adopt}
            """);
    List<String> check =
        List.of("--repo", folder.toString(), "-n", "adopt-now", "--policy", policy.toString());

    Printed acted = act(plane, check, "check", "--act");

    assertThat(acted.out()).contains("2 acts").doesNotContain("DRIFTED");
    assertThat(acted.code()).as(acted.out() + acted.err()).isEqualTo(0);
  }

  /// Only what was put back counts towards a fight.
  @Test
  void anAdoptionIsNoAttemptToUndo(ControlPlane plane) throws IOException {
    Path folder = folder(plane, "adopt-again");
    plane.kubectl("-n", "adopt-again", "scale", "deployment/web", "--replicas=5").orThrow();
    List<String> check = List.of("--repo", folder.toString(), "-n", "adopt-again");
    for (int i = 0; i < 2; i++) {
      assertThat(act(plane, check, "adopt", "--yes").out()).contains("done    changed app.yaml");
      Files.writeString(folder.resolve("app.yaml"), app("adopt-again"));
    }
    Path policy =
        DriftOnPlane.policy(
            temp,
            """
            - {name: scale, match: {kinds: [Deployment]}, action: revert, limits: {attempts: 1}}
            """);

    Printed reverted = act(plane, check, "revert", "--policy", policy.toString());

    assertThat(reverted.out()).contains("done    read back: it has the values of Git");
  }

  private PublishCase released(ControlPlane plane, String namespace) {
    PublishCase git = PublishCase.in(temp, "acme/platform.git");
    git.commit("main", "k8s/app.yaml", app(namespace));
    git.cut("master_v1", "main").cut("release_v1.1.0", "master_v1");
    deploy(plane, namespace, git.person().folder().resolve("k8s/app.yaml"));
    return git;
  }

  private static List<String> branches(PublishCase git) {
    return git.bare()
        .git("branch", "--list", "feature_v1_drift-*", "--format=%(refname:short)")
        .lines()
        .toList();
  }

  private Path config(String yaml) throws IOException {
    Files.writeString(temp.resolve("token"), ForgeStandIn.TOKEN + "\n");
    return Files.writeString(temp.resolve("drift.yaml"), CONFIG + yaml);
  }

  private Path journalFile() throws IOException {
    return DriftOnPlane.journalFile(temp);
  }

  private List<String> journal() throws IOException {
    return Files.readAllLines(journalFile());
  }
}
