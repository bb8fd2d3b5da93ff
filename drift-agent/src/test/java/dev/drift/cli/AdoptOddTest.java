package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `drift adopt` where files, folders, names or plans are out of the ordinary: a real cluster, and
/// folders or real repositories.
@Tag("cluster")
class AdoptOddTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  @TempDir Path temp;
  private ControlPlane plane;
  private DriftOnPlane drift;

  @BeforeEach
  void start(ControlPlane plane) {
    this.plane = plane;
    this.drift = new DriftOnPlane(plane, temp);
  }

  private static String settings(String namespace, String name, String value) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, namespace: %s}
    data:
      mode: %s # as the team agreed
    """
        .formatted(name, namespace, value);
  }

  private void namespace(String name) {
    plane.kubectl("create", "namespace", name).orThrow();
  }

  private void apply(Path file) {
    plane.kubectl("apply", "-f", file.toString()).orThrow();
  }

  private void patch(String namespace, String name, String value) {
    plane
        .kubectl(
            "-n",
            namespace,
            "patch",
            "cm/" + name,
            "-p",
            "{\"data\":{\"mode\":\"%s\"}}".formatted(value))
        .orThrow();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(it -> folder.relativize(it).toString())
          .filter(it -> !it.startsWith(".git/"))
          .sorted()
          .toList();
    }
  }

  @Test
  void severalSourcesOfOneRepositoryGetTheirOwnChanges() throws IOException {
    namespace("odd-two");
    PublishCase git = PublishCase.in(temp, "acme/platform.git");
    git.commit("main", "one/a.yaml", settings("odd-two", "a", "plain"));
    git.commit("main", "two/b.yaml", settings("odd-two", "b", "plain"));
    git.commit("main", "one/c.yaml", settings("odd-two", "c", "plain"));
    apply(git.person().folder().resolve("one"));
    apply(git.person().folder().resolve("two/b.yaml"));
    patch("odd-two", "a", "loud");
    patch("odd-two", "b", "loud");
    plane.kubectl("-n", "odd-two", "create", "cm", "new", "--from-literal=a=1").orThrow();
    String url = "file://" + git.bare().folder();
    Path config =
        Files.writeString(
            temp.resolve("drift.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Config
            sources:
              - {name: one, repo: "%s", paths: [one]}
              - {name: one-2, repo: "%s", paths: [two/b.yaml]}
            """
                .formatted(url, url));
    List<String> check = List.of("--config", config.toString(), "-n", "odd-two");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.code()).as(adopted.all()).isEqualTo(0);
    assertThat(git.bare().git("branch", "--list", "drift-*").lines()).hasSize(3);
    assertThat(drift.act(check, "adopt", "--yes").out()).doesNotContain("pushed");
  }

  /// Git would name a release that Helm knows nothing of.
  @Test
  void theMarksOfADeployerAreNotWrittenIntoGit() throws IOException {
    namespace("odd-marks");
    Path folder = Files.createDirectory(temp.resolve("git"));
    Path file = Files.writeString(folder.resolve("a.yaml"), settings("odd-marks", "a", "plain"));
    apply(file);
    plane.kubectl("-n", "odd-marks", "annotate", "cm/a", "meta.helm.sh/release-name=web").orThrow();
    patch("odd-marks", "a", "loud");

    Printed adopted =
        drift.act(List.of("--repo", folder.toString(), "-n", "odd-marks"), "adopt", "--yes");

    assertThat(adopted.out())
        .as(adopted.all())
        .contains("Helm finds what it deployed by this mark");
    assertThat(file).content().isEqualTo(settings("odd-marks", "a", "loud"));
  }

  @Test
  void documentsOfOneFileAreAdoptedOneAfterAnother() throws IOException {
    namespace("odd-multi");
    Path folder = Files.createDirectory(temp.resolve("git"));
    String whole =
        "# License\r\n\r\n---\r\n"
            + String.join(
                "---\r\n",
                Stream.of("a", "b", "c", "d")
                    .map(it -> settings("odd-multi", it, "plain").replace("\n", "\r\n"))
                    .toList());
    Files.writeString(folder.resolve("all.yaml"), whole);
    String list =
        """
        {
          "kind": "List",
          "apiVersion": "v1",
          "items": [
            {"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "e", "namespace": "odd-multi"}, "data": {"mode": "plain"}},
            {"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "f", "namespace": "odd-multi"}, "data": {"mode": "plain"}},
            {"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "g", "namespace": "odd-multi"}, "data": {"mode": "plain"}}
          ]
        }
        """;
    Files.writeString(folder.resolve("list.json"), list);
    Files.writeString(
        folder.resolve("only.yaml"), "# Only this\n" + settings("odd-multi", "h", "plain"));
    Files.writeString(
        folder.resolve("both.yaml"),
        settings("odd-multi", "i", "plain") + "---\n" + settings("odd-multi", "j", "plain"));
    apply(folder);
    for (String changed : List.of("b", "d", "f")) {
      patch("odd-multi", changed, "loud");
    }
    for (String gone : List.of("a", "c", "e", "g", "h", "i", "j")) {
      plane.kubectl("-n", "odd-multi", "delete", "cm/" + gone).orThrow();
    }
    List<String> check = List.of("--repo", folder.toString(), "-n", "odd-multi");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.code()).as(adopted.all()).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("all.yaml")))
        .isEqualTo(
            "# License\r\n\r\n---\r\n"
                + String.join(
                    "---\r\n",
                    Stream.of("b", "d")
                        .map(it -> settings("odd-multi", it, "loud").replace("\n", "\r\n"))
                        .toList()));
    assertThat(files(folder)).containsExactly("all.yaml", "list.json");
    assertThat(drift.check(check).code()).isEqualTo(0);
  }

  @Test
  void newFilesGetNamesThatAFolderCanHold() throws IOException {
    namespace("odd-names");
    Path folder = Files.createDirectory(temp.resolve("git"));
    Files.writeString(folder.resolve("a.yaml"), settings("odd-names", "a", "plain"));
    apply(folder);
    String longest = "x".repeat(253);
    plane.kubectl("-n", "odd-names", "create", "cm", longest, "--from-literal=a=1").orThrow();
    for (String name : List.of("team:reader", "team-reader", "team*reader", "Team:Reader")) {
      plane
          .kubectl("-n", "odd-names", "create", "role", name, "--verb=get", "--resource=configmaps")
          .orThrow();
    }
    List<String> check = List.of("--repo", folder.toString(), "-n", "odd-names");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.code()).as(adopted.all()).isEqualTo(0);
    assertThat(drift.check(check).code()).isEqualTo(0);
  }

  @Test
  void aFileThatGitIgnoresIsNotWritten() throws IOException {
    namespace("odd-ignored");
    GitRepo git = GitRepo.create(temp.resolve("git"));
    git.write(".gitignore", "configmap-*.yaml\n");
    git.write("k8s/a.yaml", settings("odd-ignored", "a", "plain"));
    git.commit();
    apply(git.folder().resolve("k8s/a.yaml"));
    plane.kubectl("-n", "odd-ignored", "create", "cm", "new", "--from-literal=a=1").orThrow();
    List<String> check = List.of("--repo", git.folder().toString(), "-n", "odd-ignored");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.out()).contains("Left alone: cannot be adopted").contains("Git ignores");
    assertThat(files(git.folder())).containsExactly(".gitignore", "k8s/a.yaml");
  }

  @Test
  void aBareRepositoryHasNoFilesToChange() throws IOException {
    namespace("odd-bare");
    GitRepo git = GitRepo.create(temp.resolve("git"));
    git.write("a.yaml", settings("odd-bare", "a", "plain"));
    git.commit();
    apply(git.folder().resolve("a.yaml"));
    patch("odd-bare", "a", "loud");
    GitRepo bare = git.bare(temp.resolve("bare.git"));
    List<String> check = List.of("--repo", bare.folder().toString(), "-n", "odd-bare");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.out()).contains("Left alone: cannot be adopted");
    assertThat(bare.folder().resolve("a.yaml")).doesNotExist();
  }

  @Test
  void aSubfolderAndASingleFileAreWrittenWhereTheyAre() throws IOException {
    namespace("odd-sub");
    GitRepo git = GitRepo.create(temp.resolve("git"));
    git.write("clusters/eu/a.yaml", settings("odd-sub", "a", "plain"));
    git.write("a.yaml", settings("odd-sub", "a", "other"));
    git.commit();
    apply(git.folder().resolve("clusters/eu/a.yaml"));
    patch("odd-sub", "a", "loud");
    plane.kubectl("-n", "odd-sub", "create", "cm", "new", "--from-literal=a=1").orThrow();
    List<String> check =
        List.of(
            "--repo",
            git.folder().resolve("clusters").toString(),
            "--path",
            "eu/a.yaml",
            "-n",
            "odd-sub");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.out())
        .contains("ConfigMap odd-sub/new: rendered again, the source would not declare it");
    assertThat(Files.readString(git.folder().resolve("clusters/eu/a.yaml")))
        .isEqualTo(settings("odd-sub", "a", "loud"));
    assertThat(Files.readString(git.folder().resolve("a.yaml")))
        .isEqualTo(settings("odd-sub", "a", "other"));
    assertThat(files(git.folder())).containsExactly("a.yaml", "clusters/eu/a.yaml");
  }

  @Test
  void hostileNamesOfFilesStayOnTheirLine() throws IOException {
    namespace("odd-hostile");
    Path folder = Files.createDirectory(temp.resolve("git"));
    Files.writeString(
        folder.resolve("a\u001b[31m\n`x` --> b.yaml"), settings("odd-hostile", "a", "plain"));
    apply(temp.resolve("git"));
    patch("odd-hostile", "a", "lo`ud-->");
    List<String> check = List.of("--repo", folder.toString(), "-n", "odd-hostile");

    Printed plan = drift.act(check, "plan", "--adopt");
    Printed adopted = drift.act(check, "adopt", "--yes");
    assertThat(plan.out() + adopted.out()).doesNotContain("\u001b[31m").doesNotContain("\n`x`");
    assertThat(adopted.code()).isEqualTo(0);
  }

  @Test
  void aPlanOfAnotherClusterIsRefused() throws IOException {
    namespace("odd-plan");
    Path folder = Files.createDirectory(temp.resolve("git"));
    Files.writeString(folder.resolve("a.yaml"), settings("odd-plan", "a", "plain"));
    Files.writeString(folder.resolve("b.yaml"), settings("odd-plan", "b", "plain"));
    apply(folder.resolve("b.yaml"));
    List<String> check = List.of("--repo", folder.toString(), "-n", "odd-plan");
    String plan = drift.act(check, "plan", "--adopt", "-o", "json").out();
    String uid =
        plane
            .kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}")
            .orThrow()
            .stdout();
    assertThat(plan).contains(uid);
    Path file =
        Files.writeString(
            temp.resolve("plan.json"), plan.replace(uid, "00000000-0000-0000-0000-000000000000"));
    Path same = Files.writeString(temp.resolve("same.json"), plan);

    Printed revert = drift.act(check, "revert", "--plan", same.toString());
    assertThat(revert.out()).as("adoptions are not reverts").contains("1 not approved");
    Printed other = drift.act(check, "adopt", "--plan", file.toString());

    assertThat(other.code()).isEqualTo(2);
    assertThat(files(folder)).containsExactly("a.yaml", "b.yaml");
    // What is removed has changed since somebody approved its removal.
    Files.writeString(folder.resolve("a.yaml"), settings("odd-plan", "a", "precious"));
    Printed changed = drift.act(check, "adopt", "--plan", same.toString());
    assertThat(changed.code()).isEqualTo(2);
    assertThat(files(folder)).containsExactly("a.yaml", "b.yaml");
  }

  @Test
  void revertingAndAdoptingPathsOfOneObjectDoesBoth() throws IOException {
    namespace("odd-both");
    Path folder = Files.createDirectory(temp.resolve("git"));
    String text = settings("odd-both", "a", "plain") + "  level: low\n  extra: none\n";
    Files.writeString(folder.resolve("a.yaml"), text);
    apply(folder);
    plane
        .kubectl(
            "-n",
            "odd-both",
            "patch",
            "cm/a",
            "-p",
            "{\"data\":{\"mode\":\"loud\",\"level\":\"high\",\"extra\":\"some\"}}")
        .orThrow();
    Path policy =
        DriftOnPlane.policy(
            temp,
            """
            - {name: back, match: {kinds: [ConfigMap], paths: [data.mode]}, action: revert}
            - {name: keep, match: {kinds: [ConfigMap], paths: [data.level]}, action: adopt}
            """);
    List<String> check =
        List.of("--repo", folder.toString(), "-n", "odd-both", "--policy", policy.toString());

    drift.act(check, "check", "--act");

    assertThat(Files.readString(folder.resolve("a.yaml"))).isEqualTo(text.replace("low", "high"));
    assertThat(
            plane
                .kubectl("-n", "odd-both", "get", "cm/a", "-o", "jsonpath={.data.mode}")
                .orThrow()
                .stdout())
        .isEqualTo("plain");
    Printed again = drift.act(check, "check", "--act");
    assertThat(again.out()).contains("data.extra").doesNotContain("data.mode");
  }

  @Test
  void aSnapshotIsNotAClusterToActOn() throws IOException {
    namespace("odd-snap");
    Path folder = Files.createDirectory(temp.resolve("git"));
    Files.writeString(folder.resolve("a.yaml"), settings("odd-snap", "a", "plain"));
    apply(folder);
    patch("odd-snap", "a", "loud");
    Path snapshot = temp.resolve("snap.json");
    assertThat(
            drift.run(List.of("snapshot", "-n", "odd-snap", "--out", snapshot.toString())).code())
        .isEqualTo(0);
    for (String command : List.of("adopt", "plan", "check")) {
      Printed printed =
          drift.act(
              List.of(
                  "--repo", folder.toString(), "-n", "odd-snap", "--snapshot", snapshot.toString()),
              command,
              command.equals("adopt") ? "--yes" : command.equals("plan") ? "--adopt" : "--act");
      assertThat(printed.code()).as(printed.all()).isEqualTo(2);
    }
    assertThat(Files.readString(folder.resolve("a.yaml")))
        .isEqualTo(settings("odd-snap", "a", "plain"));
  }

  @Test
  void aPlaceThatIsTakenIsLeftAsItIs() throws IOException {
    namespace("odd-taken");
    namespace("odd-taken-2");
    Path folder = Files.createDirectory(temp.resolve("git"));
    Files.writeString(
        folder.resolve("a.yaml"),
        settings("odd-taken", "a", "plain") + "---\n" + settings("odd-taken-2", "a", "plain"));
    apply(folder);
    Files.createDirectory(folder.resolve("configmap-y.yaml"));
    Files.writeString(folder.resolve("configmap-z.yaml"), "# mine\n");
    for (String name : List.of("y", "z")) {
      plane.kubectl("-n", "odd-taken", "create", "cm", name, "--from-literal=a=1").orThrow();
    }
    plane.kubectl("-n", "odd-taken", "create", "cm", "both", "--from-literal=a=1").orThrow();
    plane.kubectl("-n", "odd-taken-2", "create", "cm", "both", "--from-literal=a=2").orThrow();
    List<String> check =
        List.of("--repo", folder.toString(), "-n", "odd-taken", "-n", "odd-taken-2");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.out())
        .contains("configmap-y.yaml is there already", "configmap-z.yaml is there already");
    assertThat(Files.readString(folder.resolve("configmap-z.yaml"))).isEqualTo("# mine\n");
    assertThat(files(folder))
        .hasSize(4)
        .contains("a.yaml", "configmap-both.yaml", "configmap-z.yaml")
        .anyMatch(it -> it.matches("configmap-both-[0-9a-f]{8}\\.yaml"));
  }

  @Test
  void aReadOnlyFileStaysAsItIs() throws IOException {
    namespace("odd-read-only");
    Path folder = Files.createDirectory(temp.resolve("git"));
    String text = settings("odd-read-only", "a", "plain");
    Path changed = Files.writeString(folder.resolve("a.yaml"), text);
    Path gone =
        Files.writeString(folder.resolve("b.yaml"), settings("odd-read-only", "b", "plain"));
    apply(changed);
    patch("odd-read-only", "a", "loud");
    for (Path file : List.of(changed, gone)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    }
    List<String> check = List.of("--repo", folder.toString(), "-n", "odd-read-only");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.code()).isEqualTo(1);
    assertThat(adopted.out()).contains("a.yaml could not be written: the file is read-only");
    assertThat(Files.readString(changed)).isEqualTo(text);
    assertThat(gone).exists();
  }

  @Test
  void aCommitOrATagLeadsToTheBranchThatEndsThere() throws IOException {
    namespace("odd-tag");
    PublishCase git = PublishCase.in(temp, "acme/platform.git");
    String commit = git.commit("main", "a.yaml", settings("odd-tag", "a", "plain"));
    git.bare().git("tag", "v1", "main");
    apply(git.person().folder().resolve("a.yaml"));
    patch("odd-tag", "a", "loud");
    try (GitHttpServer server = GitHttpServer.open(git.served())) {
      for (String revision : List.of("v1", commit, "main", "refs/heads/main", "")) {
        List<String> check = new ArrayList<>();
        check.addAll(List.of("--repo", server.url("acme/platform.git"), "-n", "odd-tag"));
        check.addAll(List.of("--path", "a.yaml"));
        if (!revision.isEmpty()) {
          check.addAll(List.of("--revision", revision));
        }
        Printed adopted = drift.act(check, "adopt", "--yes");
        assertThat(adopted.code()).as(adopted.all()).isEqualTo(0);
        assertThat(git.bare().git("branch", "--list", "drift-*").lines()).hasSize(1);
      }
      git.cut("other", "main");
      Printed two =
          drift.act(
              List.of(
                  "--repo", server.url("acme/platform.git"), "-n", "odd-tag", "--revision", "v1"),
              "adopt",
              "--yes");
      assertThat(two.code()).isEqualTo(1);
    }
  }

  @Test
  void anchorsOfAnItemThatGoesAreStillUsed() throws IOException {
    namespace("odd-anchor");
    Path folder = Files.createDirectory(temp.resolve("git"));
    String text =
        """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: v1
          kind: ConfigMap
          metadata: {name: a, namespace: odd-anchor}
          data: &shared
            mode: plain
        - apiVersion: v1
          kind: ConfigMap
          metadata: {name: b, namespace: odd-anchor}
          data: *shared
        - apiVersion: v1
          kind: ConfigMap
          metadata: {name: c, namespace: odd-anchor}
          data:
            <<: *shared
            level: low
        """;
    Files.writeString(folder.resolve("a.yaml"), text);
    apply(folder);
    plane.kubectl("-n", "odd-anchor", "delete", "cm/a").orThrow();
    patch("odd-anchor", "b", "loud");
    patch("odd-anchor", "c", "loud");
    List<String> check = List.of("--repo", folder.toString(), "-n", "odd-anchor");

    Printed adopted = drift.act(check, "adopt", "--yes");

    assertThat(adopted.out())
        .contains("a.yaml:12: the alias here uses the value too")
        .contains("a.yaml:12: the value is an alias of an anchor");
    assertThat(Files.readString(folder.resolve("a.yaml"))).isEqualTo(text + "    mode: loud\n");
  }

  @Test
  void aNewManifestHoldsNoSecret() throws IOException {
    namespace("odd-secret");
    Path folder = Files.createDirectory(temp.resolve("git"));
    Files.writeString(folder.resolve("a.yaml"), settings("odd-secret", "a", "plain"));
    apply(folder);
    Path other =
        Files.writeString(
            temp.resolve("other.yaml"),
            """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: noted, namespace: odd-secret, annotations: {api-token: canary-annotation}}
        data: {a: b}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: login, namespace: odd-secret}
        data:
          app.properties: |
            mode=plain
            db.password=canary-text
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: plain, namespace: odd-secret}
        data: {a: b}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: odd-secret}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: web
                image: example.com/web:1
                args: ["--password=canary-arg"]
                env: [{name: DB_PASSWORD, value: canary-env}]
        """);
    apply(other);
    List<String> check = List.of("--repo", folder.toString(), "-n", "odd-secret");

    Printed adopted = drift.act(check, "adopt", "--yes");
    for (String file : files(folder)) {
      assertThat(Files.readString(folder.resolve(file))).doesNotContain("canary", "last-applied");
    }
    assertThat(adopted.all()).doesNotContain("canary");
    assertThat(files(folder)).containsExactly("a.yaml", "configmap-plain.yaml");
  }

  @Test
  void policiesLimitAdoptionsAndRunsRepeatNothing() throws IOException {
    namespace("odd-limit");
    PublishCase git = PublishCase.in(temp, "acme/platform.git");
    for (String name : List.of("a", "b", "c")) {
      git.commit("main", "k8s/" + name + ".yaml", settings("odd-limit", name, "plain"));
    }
    apply(git.person().folder().resolve("k8s"));
    for (String name : List.of("a", "b", "c")) {
      patch("odd-limit", name, "loud");
    }
    Path policy =
        DriftOnPlane.policy(
            temp,
            """
            - name: keep
              match: {kinds: [ConfigMap]}
              action: adopt
              limits: {perRun: 2}
            """);
    List<String> check =
        List.of(
            "--repo",
            "file://" + git.bare().folder(),
            "--path",
            "k8s",
            "-n",
            "odd-limit",
            "--policy",
            policy.toString());

    drift.act(check, "check", "--act");
    List<String> journal = drift.journal();
    drift.act(check, "check", "--act");

    assertThat(git.bare().git("branch", "--list", "drift-*").lines()).hasSize(2);
    assertThat(drift.journal()).as("acts are recorded once").isEqualTo(journal);
  }
}
