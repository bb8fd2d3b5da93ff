package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import dev.drift.plan.ActReport;
import dev.drift.plan.LeftAlone;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.report.text.PlanText;
import dev.drift.report.text.TextStyle;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What Drift does about objects that Flux or Argo CD keep: nothing by default, or it asks them, or
/// it takes over, as policy says.
@Tag("cluster")
class KeptByOthersTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: settings
      data: {a: ours, b: one}
      """;
  private static final List<Deployer.Declared> DECLARED =
      List.of(new Deployer.Declared("", "ConfigMap", "settings"));
  private static final String HEALS = "syncPolicy: {automated: {selfHeal: true}}";

  @TempDir Path folder;

  @BeforeAll
  static void define(ControlPlane plane) {
    GitOpsObjects.define(plane);
  }

  @AfterAll
  static void remove(ControlPlane plane) {
    GitOpsObjects.remove(plane);
  }

  /// Who keeps the object.
  enum Keeper {
    FLUX("kustomization.kustomize.toolkit.fluxcd.io/lake", "Flux Kustomization %s/lake") {
      @Override
      void record(ControlPlane plane, String namespace, String spec, String commit) {
        GitOpsObjects.kustomization(
            plane,
            namespace,
            spec,
            commit,
            DECLARED.stream().map(it -> GitOpsObjects.inFlux(namespace, it)).toList());
      }

      @Override
      void answer(ControlPlane plane, String namespace) {
        run(
            plane,
            namespace,
            "patch",
            object(),
            "--type=merge",
            "--subresource=status",
            "--field-manager=kustomize-controller",
            "-p",
            "{\"status\":{\"lastHandledReconcileAt\":\"%s\"}}"
                .formatted(request(plane, namespace)));
      }
    },
    ARGO_CD("application.argoproj.io/lake", "Argo CD Application %s/lake") {
      @Override
      void record(ControlPlane plane, String namespace, String spec, String commit) {
        GitOpsObjects.application(
            plane,
            namespace,
            spec.isEmpty() ? HEALS : spec,
            "\"sync\":{\"status\":\"Synced\",\"revision\":\"%s\"}".formatted(commit),
            DECLARED.stream().map(it -> GitOpsObjects.inArgo(namespace, it)).toList());
      }

      @Override
      void answer(ControlPlane plane, String namespace) {
        run(plane, namespace, "annotate", object(), "argocd.argoproj.io/refresh-");
      }
    };

    private final String object;
    private final String named;

    Keeper(String object, String named) {
      this.object = object;
      this.named = named;
    }

    String object() {
      return object;
    }

    String named(String namespace) {
      return named.formatted(namespace);
    }

    Deployer deployer() {
      return this == FLUX ? Deployer.FLUX : Deployer.ARGO_CD_SERVER_SIDE;
    }

    String namespace(String test) {
      return "kept-%s-%s".formatted(test, this == FLUX ? "flux" : "argo");
    }

    /// With which it is asked; empty if it is not.
    String request(ControlPlane plane, String namespace) {
      String key =
          this == FLUX ? "reconcile\\.fluxcd\\.io/requestedAt" : "argocd\\.argoproj\\.io/refresh";
      return run(
          plane,
          namespace,
          "get",
          object,
          "-o",
          "jsonpath={.metadata.annotations.%s}".formatted(key));
    }

    abstract void record(ControlPlane plane, String namespace, String spec, String commit);

    /// As the controller says that it has done what it was asked for.
    abstract void answer(ControlPlane plane, String namespace);
  }

  @ParameterizedTest
  @EnumSource
  void itIsLeftToWhoKeepsIt(Keeper keeper, ControlPlane plane) throws IOException {
    String namespace = keeper.namespace("left");
    Acting drift = edited(keeper, plane, namespace, "");
    String before = all(keeper, plane, namespace);

    ActReport report = drift.under(policy("")).unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(sentences(report))
        .containsExactly(
            keeper.named(namespace)
                + " keeps the object; allow: [reconcile] asks it to put it back");
    assertThat(text(report)).contains(keeper.named(namespace));
    assertThat(all(keeper, plane, namespace)).as("nothing was written").isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void itIsAskedAndNothingElseIsChanged(Keeper keeper, ControlPlane plane) throws IOException {
    String namespace = keeper.namespace("asked");
    Acting drift = edited(keeper, plane, namespace, "").under(policy("reconcile"));
    String settings = settings(plane, namespace);
    String spec = spec(keeper, plane, namespace);

    ActReport report = drift.unattended();

    assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.DONE);
    PlanView.ActView act = report.plan().acts().getFirst();
    assertThat(act.verb()).isEqualTo(PlanView.Verb.RECONCILE);
    assertThat(report.outcome(act).orElseThrow().sentence())
        .isEqualTo(keeper.named(namespace) + " was asked to reconcile");
    assertThat(text(report)).contains(keeper.named(namespace) + " was asked to reconcile");
    if (keeper == Keeper.FLUX) {
      assertThat(keeper.request(plane, namespace)).matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:.*Z");
    } else {
      assertThat(keeper.request(plane, namespace)).isEqualTo("normal");
    }
    assertThat(settings(plane, namespace)).isEqualTo(settings);
    assertThat(spec(keeper, plane, namespace)).isEqualTo(spec);
    assertThat(journal()).contains("\"verb\":\"reconcile\"").contains("was asked to reconcile");
  }

  @ParameterizedTest
  @EnumSource
  void itIsNotAskedAgainBeforeItHasAnswered(Keeper keeper, ControlPlane plane) throws IOException {
    String namespace = keeper.namespace("again");
    Acting drift = edited(keeper, plane, namespace, "").under(policy("reconcile"));
    assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    String request = keeper.request(plane, namespace);
    String before = all(keeper, plane, namespace);

    ActReport second = drift.unattended();

    assertThat(second.plan().acts()).isEmpty();
    assertThat(second.settled()).as("nothing is left half-done").isEmpty();
    assertThat(sentences(second))
        .containsExactly(
            "%s was asked (%s) and has not answered yet"
                .formatted(keeper.named(namespace), request));
    assertThat(all(keeper, plane, namespace)).isEqualTo(before);

    keeper.answer(plane, namespace);
    assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);

    keeper.answer(plane, namespace);
    ActReport last = drift.unattended();
    assertThat(last.plan().acts()).as("it did not help twice").isEmpty();
    assertThat(last.plan().left())
        .extracting(PlanView.LeftView::reason)
        .containsExactly(LeftAlone.Reason.FIGHT);
    assertThat(sentences(last))
        .containsExactly(
            keeper.named(namespace)
                + " was asked 2 times to put Git's value back, and it still differs");
  }

  /// Who puts nothing back by itself is not asked: nothing would happen.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FLUX | suspend: true | is suspended",
        "ARGO_CD | syncPolicy: {} | does not sync automatically",
        "ARGO_CD | syncPolicy: {automated: {enabled: false, selfHeal: true}} | does not sync automatically",
        "ARGO_CD | syncPolicy: {automated: {prune: true}} | does not heal itself (syncPolicy.automated.selfHeal)"
      })
  void whoIsIdleIsNotAsked(Keeper keeper, String spec, String why, ControlPlane plane)
      throws IOException {
    String namespace = keeper.namespace("idle-" + Math.floorMod(spec.hashCode(), 1000));
    Acting drift = edited(keeper, plane, namespace, spec).under(policy("reconcile"));

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(sentences(report))
        .containsExactly(
            "%s keeps the object but %s; allow: [takeOver] lets Drift put it back"
                .formatted(keeper.named(namespace), why));
    assertThat(keeper.request(plane, namespace)).isEmpty();
  }

  /// T1 and T2: the value is that of the revision that the keeper applied, and the keeper owns it.
  @ParameterizedTest
  @EnumSource
  void t1WhatIsTakenOverGetsTheRevisionThatTheKeeperApplied(Keeper keeper, ControlPlane plane)
      throws IOException {
    String namespace = keeper.namespace("taken");
    Acting drift = edited(keeper, plane, namespace, "").under(policy("takeOver"));
    String untouched = keeper.namespace("untouched");
    deployed(keeper, plane, untouched, "", "0".repeat(40));
    GitRepo git = new GitRepo(folder.resolve("git"));
    git.write("all.yaml", SETTINGS.replace("b: one", "b: two"));
    git.commit();

    ActReport report = drift.unattended();

    assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.DONE);
    assertThat(report.plan().left())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.reason()).isEqualTo(LeftAlone.Reason.NOT_APPLIED);
              assertThat(it.sentence()).contains("its deployer applied");
            });
    assertThat(data(plane, namespace)).isEqualTo("ours one");
    assertThat(keeper.request(plane, namespace)).as("it was not asked, too").isEmpty();
    assertThat(settings(plane, namespace).replace(namespace, "NAMESPACE"))
        .as("with managedFields")
        .isEqualTo(settings(plane, untouched).replace(untouched, "NAMESPACE"));
  }

  /// An Application that is out of sync names the newest revision, which it has only compared with.
  @Test
  void t1WhatArgoCdHasOnlyComparedWithIsNotApplied(ControlPlane plane) throws IOException {
    String namespace = "kept-compared";
    Acting drift =
        edited(Keeper.ARGO_CD, plane, namespace, "syncPolicy: {}").under(policy("takeOver"));
    GitRepo git = new GitRepo(folder.resolve("git"));
    String applied = git.git("rev-parse", "HEAD");
    git.write("all.yaml", SETTINGS.replace("a: ours", "a: next"));
    String newest = git.commit();
    GitOpsObjects.application(
        plane,
        namespace,
        "syncPolicy: {}",
        "\"sync\":{\"status\":\"OutOfSync\",\"revision\":\"%s\"},\"history\":[{\"id\":0,\"revision\":\"%s\"}]"
            .formatted(newest, applied),
        DECLARED.stream().map(it -> GitOpsObjects.inArgo(namespace, it)).toList());

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).as("it would be a deployment").isEmpty();
    assertThat(sentences(report))
        .singleElement()
        .asString()
        .contains("its deployer applied " + applied.substring(0, 12));
    assertThat(data(plane, namespace)).isEqualTo("theirs one");
  }

  /// It would not be known what is applied, and the marks would be removed by which it is pruned.
  @ParameterizedTest
  @EnumSource
  void whatCannotBeVerifiedIsNotTakenOver(Keeper keeper, ControlPlane plane) throws IOException {
    String namespace = keeper.namespace("unverified");
    Acting drift = edited(keeper, plane, namespace, "").under(policy("takeOver"));
    String elsewhere =
        keeper == Keeper.FLUX
            ? "kustomize.toolkit.fluxcd.io/namespace=elsewhere"
            : "argocd.argoproj.io/tracking-id=other:/ConfigMap:%s/settings".formatted(namespace);
    run(plane, namespace, "delete", keeper.object());
    run(
        plane,
        namespace,
        keeper == Keeper.FLUX ? "label" : "annotate",
        "--overwrite",
        "cm/settings",
        elsewhere);
    String before = settings(plane, namespace);

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(sentences(report)).anyMatch(it -> it.contains("could not be read"));
    assertThat(settings(plane, namespace)).isEqualTo(before);
  }

  private Acting edited(Keeper keeper, ControlPlane plane, String namespace, String spec)
      throws IOException {
    GitRepo git = GitRepo.create(folder.resolve("git")).write("all.yaml", SETTINGS);
    deployed(keeper, plane, namespace, spec, git.commit());
    run(
        plane,
        namespace,
        "patch",
        "cm/settings",
        "--field-manager=kubectl-edit",
        "-p",
        "{\"data\":{\"a\":\"theirs\"}}");
    return new Acting(
        git.folder(), plane.kubeconfig(), namespace, folder.resolve("record"), Optional.empty());
  }

  private void deployed(
      Keeper keeper, ControlPlane plane, String namespace, String spec, String commit) {
    plane.kubectl("create", "namespace", namespace).orThrow();
    keeper.deployer().deploy(new Deployer.Site(plane, namespace, folder), SETTINGS, List.of());
    keeper.record(plane, namespace, spec, commit);
  }

  private Path policy(String allow) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: test}
        spec:
          actions:
            - name: one
              match: {changes: [CHANGED, REMOVED, ADDED]}
              action: revert
              allow: [%s]
        """
            .formatted(allow));
  }

  private static List<String> sentences(ActReport report) {
    return report.plan().left().stream()
        .filter(it -> it.reason() != LeftAlone.Reason.POLICY)
        .map(PlanView.LeftView::sentence)
        .toList();
  }

  private static String text(ActReport report) {
    return PlanText.of(report, "", TextStyle.PLAIN).replaceAll("\\s+", " ");
  }

  private String journal() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("record"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static String data(ControlPlane plane, String namespace) {
    return run(plane, namespace, "get", "cm/settings", "-o", "jsonpath={.data.a} {.data.b}");
  }

  private static String settings(ControlPlane plane, String namespace) {
    return run(plane, namespace, "get", "cm/settings", "-o", "json", "--show-managed-fields=true")
        .replaceAll("\"(uid|resourceVersion|creationTimestamp|time)\": \"[^\"]*\"", "\"$1\": \"\"");
  }

  private static String spec(Keeper keeper, ControlPlane plane, String namespace) {
    return run(
        plane,
        namespace,
        "get",
        keeper.object(),
        "-o",
        "jsonpath={.spec} {.status} {.metadata.generation} {.metadata.labels}");
  }

  /// With their resourceVersion.
  private static String all(Keeper keeper, ControlPlane plane, String namespace) {
    return run(plane, namespace, "get", "cm/settings", keeper.object(), "-o", "json");
  }

  private static String run(ControlPlane plane, String namespace, String... arguments) {
    return plane
        .kubectl(
            Stream.concat(Stream.of("-n", namespace), Stream.of(arguments)).toArray(String[]::new))
        .orThrow()
        .stdout();
  }
}
