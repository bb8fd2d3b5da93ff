package dev.drift.source.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Flux deploys from its repository, built by the real kustomize.
class FluxRendererTest {
  private static final String GIT =
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: {name: flux-system, namespace: flux-system}
      spec:
        url: ssh://git@git.example.com/org/fleet
        ref: {branch: main}
      """;

  /// As `flux bootstrap` writes it.
  private static final String[] BOOTSTRAP = {
    "clusters/prod/flux-system/gotk-sync.yaml",
    GIT + "---\n" + kustomization("flux-system", "./clusters/prod", ""),
    "clusters/prod/flux-system/kustomization.yaml",
    "resources: [gotk-sync.yaml]\n"
  };

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """;

  /// @param more lines of its spec
  private static String kustomization(String name, String path, String more) {
    return """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: %s, namespace: flux-system}
        spec:
          interval: 10m
          path: %s
          prune: true
          sourceRef: {kind: GitRepository, name: flux-system}
        """
            .formatted(name, path)
        + more.indent(2);
  }

  private static String map(String name, String data) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: '%s', namespace: shop}\ndata: %s\n"
        .formatted(name, data);
  }

  private static Rendered render(String... namesAndTexts) throws IOException {
    return render(ClusterFacts.NONE, List.of(), namesAndTexts);
  }

  /// With the bootstrap and a Kustomization apps, of the folder apps.
  ///
  /// @param more lines of its spec
  private static Rendered apps(String more, String... namesAndTexts) throws IOException {
    return apps(ClusterFacts.NONE, more, namesAndTexts);
  }

  private static Rendered apps(ClusterFacts cluster, String more, String... namesAndTexts)
      throws IOException {
    List<String> files = new ArrayList<>(Arrays.asList(BOOTSTRAP));
    files.addAll(List.of("clusters/prod/apps.yaml", kustomization("apps", "./apps", more)));
    files.addAll(Arrays.asList(namesAndTexts));
    return render(cluster, List.of(), files.toArray(String[]::new));
  }

  private static Rendered render(ClusterFacts cluster, List<String> paths, String... namesAndTexts)
      throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
            new RenderRequest(paths, List.of(), "", KnownFiles.NONE, cluster));
  }

  private static ClusterFacts cluster(String... texts) {
    return TestCluster.of(texts);
  }

  private static Value.Obj yaml(String text) {
    return TestCluster.object(text);
  }

  private static List<String> names(Rendered rendered) {
    return rendered.manifests().stream()
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .toList();
  }

  private static List<String> reasons(Rendered rendered) {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  private static Manifest manifest(Rendered rendered, String kind, String name) {
    return rendered.manifests().stream()
        .filter(it -> it.kind().equals(kind) && it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(names(rendered) + " " + reasons(rendered)));
  }

  private static Value.Obj data(Rendered rendered, String name) {
    return manifest(rendered, "ConfigMap", name).content().object("data");
  }

  private static String text(Rendered rendered, String name, String key) {
    return data(rendered, name).text(key).orElseThrow();
  }

  @Test
  void rendersWhatTheBootstrapLeadsTo() throws IOException {
    Rendered rendered = apps("targetNamespace: prod", "apps/web.yaml", WEB);

    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(names(rendered))
        .containsExactlyInAnyOrder(
            "GitRepository flux-system/flux-system",
            "Kustomization flux-system/flux-system",
            "Kustomization flux-system/apps",
            "Deployment prod/web");
    assertThat(rendered.renderers()).containsExactly("flux", "kustomize v5.8.1");
    Manifest web = manifest(rendered, "Deployment", "web");
    assertThat(web.origin().start()).hasToString("apps/web.yaml:1:1 (rendered by flux)");
    assertThat(web.origin().files())
        .containsExactly(
            "clusters/prod/apps.yaml", "clusters/prod/flux-system/gotk-sync.yaml", "apps/web.yaml");
  }

  @Test
  void addsTheLabelsOfTheOwnerAndCommonMetadataAfterThem() throws IOException {
    Rendered rendered =
        apps(
            """
            commonMetadata:
              labels: {team: shop, "kustomize.toolkit.fluxcd.io/name": mine}
              annotations: {note: x}
            """,
            "apps/web.yaml",
            WEB);

    Value.Obj metadata = manifest(rendered, "Deployment", "web").content().object("metadata");
    assertThat(metadata.object("labels"))
        .isEqualTo(
            yaml(
                """
                team: shop
                kustomize.toolkit.fluxcd.io/name: mine
                kustomize.toolkit.fluxcd.io/namespace: flux-system
                """));
    assertThat(metadata.object("annotations")).isEqualTo(yaml("note: x"));
  }

  /// What is in no folder of a Kustomization is not deployed; who names it has it compared.
  @Test
  void whatNoKustomizationDeploysIsNotCompared() throws IOException {
    String[] files = {
      BOOTSTRAP[0],
      BOOTSTRAP[1],
      BOOTSTRAP[2],
      BOOTSTRAP[3],
      "apps/staging/kustomization.yaml",
      "resources: [web.yaml]\n",
      "apps/staging/web.yaml",
      WEB,
      "extra/map.yaml",
      map("extra", "{a: b}"),
      "broken.yaml",
      "kind: [\n"
    };
    Rendered rendered = render(files);

    assertThat(reasons(rendered)).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(names(rendered))
        .containsExactlyInAnyOrder(
            "GitRepository flux-system/flux-system", "Kustomization flux-system/flux-system");
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactlyInAnyOrder(
            "The kustomization is not deployed by any Flux Kustomization; pass its folder with"
                + " --path to compare it.",
            "The manifest is not deployed by any Flux Kustomization; pass its folder with --path to"
                + " compare it.",
            "The invalid file is not deployed by any Flux Kustomization; pass its folder with"
                + " --path to compare it.");

    // Nobody may say of them that Git does not declare them.
    assertThat(rendered.elsewhere().manifests())
        .extracting(it -> it.content().text("kind").orElse(""))
        .containsExactlyInAnyOrder("Deployment", "ConfigMap");

    Rendered named = render(ClusterFacts.NONE, List.of("apps/staging"), files);
    assertThat(names(named)).containsExactly("Deployment shop/web");
  }

  @Test
  void mergesTheSpecIntoTheKustomizationFile() throws IOException {
    Rendered rendered =
        apps(
            """
            namePrefix: my-
            nameSuffix: -x
            targetNamespace: prod
            patches:
            - patch: |
                - {op: replace, path: /spec/replicas, value: 3}
              target: {kind: Deployment, labelSelector: "!none"}
            images:
            - {name: web, newName: registry/web}
            - {name: other, newTag: "1"}
            components: [../part, ../missing]
            ignoreMissingComponents: true
            buildMetadata: [originAnnotations]
            """,
            "apps/kustomization.yaml",
            """
            namespace: staging
            namePrefix: no-
            resources: [web.yaml]
            images: [{name: web, newTag: "7"}]
            patches: [{target: {kind: Deployment}, patch: '[{"op": "replace", "path": "/spec/replicas", "value": 2}]'}]
            unknownField: 1
            """,
            "apps/web.yaml",
            WEB,
            "part/kustomization.yaml",
            """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            commonAnnotations: {part: "yes"}
            """);

    Value.Obj web = manifest(rendered, "Deployment", "my-web-x").content();
    assertThat(web.object("metadata").text("namespace")).contains("prod");
    assertThat(web.object("spec").get("replicas")).contains(Value.of(3));
    assertThat(
            web.object("spec").object("template").object("spec").objects("containers").getFirst())
        .isEqualTo(yaml("{name: web, image: 'registry/web:7'}"));
    assertThat(web.object("metadata").object("annotations").text("part")).contains("yes");
    assertThat(web.object("metadata").object("annotations").text("config.kubernetes.io/origin"))
        .contains("path: web.yaml\n");
  }

  /// Flux switches origins on so that the file is not empty, and so they are in the cluster.
  @Test
  void aKustomizationFileWithoutResourcesGetsOrigins() throws IOException {
    Rendered rendered =
        apps(
            "",
            "apps/kustomization.yaml",
            "configMapGenerator: [{name: m, literals: [a=b], options: {disableNameSuffixHash: true}}]\n");

    assertThat(
            manifest(rendered, "ConfigMap", "m")
                .content()
                .object("metadata")
                .object("annotations")
                .fields())
        .containsOnlyKeys("config.kubernetes.io/origin");
  }

  @Test
  void generatesAKustomizationForAFolderWithoutOne() throws IOException {
    Rendered rendered =
        apps(
            "",
            "apps/web.yaml",
            WEB,
            "apps/deep/er/map.yml",
            map("deep", "{a: b}"),
            "apps/sub/kustomization.yaml",
            "resources: [one.yaml]\n",
            "apps/sub/one.yaml",
            map("one", "{a: b}"),
            "apps/sub/two.yaml",
            map("two", "{a: b}"),
            "apps/list.json",
            "{}",
            "apps/.sops.yaml",
            "creation_rules: []\n",
            "apps/.github/workflow.yaml",
            "on: push\n",
            "apps/notes.txt",
            "a");

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered))
        .contains("Deployment shop/web", "ConfigMap shop/deep", "ConfigMap shop/one")
        .doesNotContain("ConfigMap shop/two");
  }

  @Test
  void aFileThatIsNoManifestFailsTheBuild() throws IOException {
    Rendered rendered = apps("", "apps/web.yaml", WEB, "apps/values.yaml", "replicas: 3\n");

    assertThat(reasons(rendered))
        .singleElement()
        .asString()
        .startsWith(
            "The Flux Kustomization flux-system/apps was not rendered: kustomize ended with exit"
                + " code 1:")
        .contains("values.yaml");
    assertThat(names(rendered)).doesNotContain("Deployment shop/web");
  }

  @Test
  void anEmptyFolderDeploysNothing() throws IOException {
    Rendered rendered = apps("", "apps/readme.txt", "nothing yet");

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered)).hasSize(3);
  }

  @Test
  void aPathThatDoesNotExistIsUnknown() throws IOException {
    assertThat(reasons(apps("")))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: its path apps does not exist."
                + " What it declares is unknown.");
  }

  @Test
  void substitutesVariables() throws IOException {
    Rendered rendered =
        apps(
            """
            postBuild:
              substitute: {name: trino, count: "3", multi: "a\\nb"}
            """,
            "apps/map.yaml",
            map(
                "${name:0:3}-map",
                "{plain: '${count}', multi: '${multi}', other: '$${name}', no: $name}"),
            "apps/web.yaml",
            WEB.replace("replicas: 1", "replicas: ${count}"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(text(rendered, "tri-map", "multi")).isEqualTo("ab");
    assertThat(text(rendered, "tri-map", "other")).isEqualTo("${name}");
    assertThat(text(rendered, "tri-map", "no")).isEqualTo("$name");
    assertThat(manifest(rendered, "Deployment", "web").content().object("spec").get("replicas"))
        .contains(Value.of(3));
  }

  @Test
  void valuesThatMakeItInvalidYamlFailAll() throws IOException {
    Rendered rendered =
        apps(
            "postBuild: {substitute: {a: 'x: y: z'}}",
            "apps/m.yaml",
            map("m", "{a: 'b ${a}'}"),
            "apps/web.yaml",
            WEB);

    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: Flux refuses the variables of"
                + " the ConfigMap m: with their values, it is not valid YAML. What it declares is"
                + " unknown.");
    assertThat(names(rendered)).doesNotContain("Deployment shop/web");
  }

  /// Flux substitutes nothing without a variable, not even defaults.
  @Test
  void withoutAVariableEvenDefaultsStay() throws IOException {
    String file = map("m", "{a: '${x:=default}'}");

    assertThat(text(apps("postBuild: {substitute: {}}", "apps/m.yaml", file), "m", "a"))
        .isEqualTo("${x:=default}");
    assertThat(text(apps("postBuild: {substituteStrategy: Always}", "apps/m.yaml", file), "m", "a"))
        .isEqualTo("default");
  }

  @Test
  void leavesObjectsThatOptOutOfSubstitution() throws IOException {
    for (String where : List.of("labels", "annotations")) {
      Rendered rendered =
          apps(
              "postBuild: {substitute: {x: y}}",
              "apps/m.yaml",
              """
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: m, namespace: shop, %s: {kustomize.toolkit.fluxcd.io/substitute: disabled}}
              data: {a: '${x}'}
              """
                  .formatted(where));

      assertThat(text(rendered, "m", "a")).isEqualTo("${x}");
    }
  }

  @Test
  void takesVariablesFromWhatTheRepositoryDeploysBeforeTheCluster() throws IOException {
    String settings =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: flux-system}\ndata: {%s}\n";
    List<String> files = new ArrayList<>(Arrays.asList(BOOTSTRAP));
    files.addAll(
        List.of(
            "clusters/prod/apps.yaml",
            kustomization(
                "apps",
                "./apps",
                """
                postBuild:
                  substitute: {c: inline}
                  substituteFrom:
                  - {kind: ConfigMap, name: settings}
                  - {kind: ConfigMap, name: live}
                  - {kind: ConfigMap, name: absent, optional: true}
                """),
            "clusters/prod/settings.yaml",
            kustomization("settings", "./settings", ""),
            "settings/settings.yaml",
            settings.formatted("settings", "a: git, b: git, c: git"),
            "apps/m.yaml",
            map("m", "{all: '${a} ${b} ${c}'}")));

    Rendered rendered =
        render(
            cluster(
                settings.formatted("settings", "a: live"), settings.formatted("live", "b: live")),
            List.of(),
            files.toArray(String[]::new));

    assertThat(text(rendered, "m", "all")).isEqualTo("git live inline");
  }

  @Test
  void withoutItsVariablesAKustomizationIsUnknown() throws IOException {
    String from = "postBuild: {substituteFrom: [{kind: Secret, name: keys}]}";

    assertThat(reasons(apps(from, "apps/m.yaml", map("m", "{a: b}"))))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: the Secret keys, from which it"
                + " substitutes variables, is not in the repository and could not be read from the"
                + " cluster: no cluster is connected. What it declares is unknown.");
    assertThat(reasons(apps(cluster(), from, "apps/m.yaml", map("m", "{a: b}"))))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: the Secret keys, from which it"
                + " substitutes variables, is neither in the repository nor in the cluster. What it"
                + " declares is unknown.");
  }

  @Test
  void aVariableThatIsNotSetIsAnErrorSinceFlux29() throws IOException {
    String[] file = {"apps/m.yaml", map("m", "{a: 'x${missing}y'}")};
    String substitute = "postBuild: {substitute: {x: y}}";
    String controller =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: kustomize-controller, namespace: flux-system}
        spec: {template: {spec: {containers: [{image: "ghcr.io/fluxcd/kustomize-controller:%s", args: [%s]}]}}}
        """;

    assertThat(reasons(apps(substitute, file)))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: Flux refuses the variables of"
                + " the ConfigMap m: the variable missing is not set (the version of"
                + " kustomize-controller is not known; before 1.9.0, it is empty). What it declares"
                + " is unknown.");
    assertThat(reasons(apps(cluster(controller.formatted("v1.9.0", "")), substitute, file)))
        .hasSize(1);
    assertThat(text(apps(cluster(controller.formatted("v1.8.2", "")), substitute, file), "m", "a"))
        .isEqualTo("xy");
    assertThat(
            text(
                apps(
                    cluster(
                        controller.formatted(
                            "v1.9.0@sha256:abc",
                            "--feature-gates=StrictPostBuildSubstitutions=false")),
                    substitute,
                    file),
                "m",
                "a"))
        .isEqualTo("xy");
    assertThat(
            reasons(
                apps(
                    cluster(
                        controller.formatted(
                            "v1.8.2",
                            "'--feature-gates=A=true,StrictPostBuildSubstitutions=true'")),
                    substitute,
                    file)))
        .hasSize(1);
  }

  /// Before 1.9.4, an image of the Kustomization took the place of the whole entry.
  @Test
  void mergesImagesAsTheControllerDoes() throws IOException {
    String controller =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: kustomize-controller, namespace: flux-system}
        spec: {template: {spec: {containers: [{image: "kustomize-controller:v1.9.3"}]}}}
        """;
    Rendered rendered =
        apps(
            cluster(controller),
            "images: [{name: web, newName: registry/web}]",
            "apps/kustomization.yaml",
            "resources: [web.yaml]\nimages: [{name: web, newTag: '7'}]\n",
            "apps/web.yaml",
            WEB);

    assertThat(
            manifest(rendered, "Deployment", "web")
                .content()
                .object("spec")
                .object("template")
                .object("spec")
                .objects("containers")
                .getFirst()
                .text("image"))
        .contains("registry/web:1");
  }

  @Test
  void knowsWhichValuesComeFromSecrets() throws IOException {
    String secret =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: keys, namespace: flux-system}
        data: {password: aHVudGVyMg==}
        """;
    Rendered rendered =
        apps(
            cluster(secret),
            "postBuild: {substitute: {user: me}, substituteFrom: [{kind: Secret, name: keys}]}",
            "apps/m.yaml",
            map(
                "m",
                "{a: '${user}', b: 'x ${password:0:2}', c: '${password:=d}', d: '${#password}'}"),
            "apps/web.yaml",
            WEB.replace("image: \"web:1\"", "image: web, args: [-x, '${password}']"));

    assertThat(text(rendered, "m", "b")).isEqualTo("x hu");
    assertThat(secrets(rendered, "ConfigMap", "m"))
        .containsExactlyInAnyOrder("data.b", "data.c", "data.d");
    assertThat(secrets(rendered, "Deployment", "web"))
        .containsExactly("spec.template.spec.containers[0].args[1]");
  }

  private static List<String> secrets(Rendered rendered, String kind, String name) {
    return manifest(rendered, kind, name).secrets().stream().map(Path::toString).toList();
  }

  @Test
  void whatFluxDoesNotApplyIsNotCompared() throws IOException {
    String file =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s, namespace: shop, %s: {kustomize.toolkit.fluxcd.io/%s}}\n";
    Rendered rendered =
        apps(
            "",
            "apps/a.yaml",
            file.formatted("a", "labels", "reconcile: disabled"),
            "apps/b.yaml",
            file.formatted("b", "annotations", "ssa: Ignore"),
            "apps/c.yaml",
            file.formatted("c", "annotations", "ssa: ifnotpresent"),
            "apps/d.yaml",
            file.formatted("d", "annotations", "ssa: Merge"));

    assertThat(names(rendered)).hasSize(4).contains("ConfigMap shop/d");
    assertThat(rendered.elsewhere().manifests())
        .extracting(Manifest::name)
        .containsExactly("a", "b", "c");
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly(
            "The ConfigMap a opts out of Flux (reconcile: disabled); Flux does not apply it.",
            "The ConfigMap b opts out of Flux (ssa: Ignore); Flux does not apply it.",
            "The ConfigMap c is created by Flux once and never updated (ssa: IfNotPresent).");
  }

  @Test
  void suspendedIsSaidOnce() throws IOException {
    Rendered rendered = apps("suspend: true", "apps/web.yaml", WEB);

    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: it is suspended, so Flux does"
                + " not apply what Git says. What it declares is unknown.");
    assertThat(names(rendered)).doesNotContain("Deployment shop/web");
  }

  @Test
  void anotherClusterIsSaidAndNotCompared() throws IOException {
    Rendered rendered = apps("kubeConfig: {secretRef: {name: other}}", "apps/web.yaml", WEB);

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered)).doesNotContain("Deployment shop/web");
    assertThat(rendered.skipped())
        .extracting(Skipped::reason)
        .containsExactly(
            "The Flux Kustomization flux-system/apps deploys to another cluster (spec.kubeConfig).");
  }

  @Test
  void anotherRepositoryIsUnknown() throws IOException {
    String podinfo =
        kustomization("podinfo", "./kustomize", "").replace("name: flux-system}", "name: podinfo}");
    Rendered rendered =
        render(
            BOOTSTRAP[0],
            BOOTSTRAP[1],
            BOOTSTRAP[2],
            BOOTSTRAP[3],
            "clusters/prod/podinfo.yaml",
            podinfo
                + "---\n"
                + GIT.replace("name: flux-system", "name: podinfo")
                    .replace(
                        "ssh://git@git.example.com/org/fleet", "https://a:b@example.com/podinfo"));

    assertThat(reasons(rendered))
        .containsExactly(
            "The Flux Kustomization flux-system/podinfo was not rendered: its source GitRepository"
                + " flux-system/podinfo is another repository, https://…@example.com/podinfo. What it"
                + " declares is unknown.");
  }

  @Test
  void theSameUrlIsTheSameRepository() throws IOException {
    String again =
        GIT.replace("name: flux-system", "name: again").replace("ssh://git@", "https://");
    String apps = kustomization("apps", "./apps", "").replace("name: flux-system}", "name: again}");
    String[] files = {
      BOOTSTRAP[0],
      BOOTSTRAP[1],
      BOOTSTRAP[2],
      BOOTSTRAP[3],
      "clusters/prod/again.yaml",
      again + "  ignore: \"*.txt\\n/apps/no*\\n\"\n---\n" + apps,
      "apps/web.yaml",
      WEB,
      "apps/no.yaml",
      "no: manifest\n"
    };
    assertThat(names(render(files))).contains("Deployment shop/web");

    files[5] = files[5].replace("branch: main", "tag: v1");
    assertThat(reasons(render(files)))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: its source GitRepository"
                + " flux-system/again is another revision of the repository. What it declares is"
                + " unknown.");
  }

  @Test
  void severalClustersAreToldApartByTheLiveOne() throws IOException {
    List<String> files = new ArrayList<>();
    for (String cluster : List.of("prod", "staging")) {
      for (String each : BOOTSTRAP) {
        files.add(each.replace("prod", cluster));
      }
      files.add("clusters/%s/m.yaml".formatted(cluster));
      files.add(map("m-" + cluster, "{a: b}"));
    }
    String[] all = files.toArray(String[]::new);
    Rendered unknown = render(all);

    assertThat(names(unknown)).isEmpty();
    assertThat(reasons(unknown))
        .hasSize(2)
        .allMatch(it -> it.contains("is declared for 2 clusters"));

    assertThat(
            names(
                render(
                    cluster(kustomization("flux-system", "clusters/staging", "")), List.of(), all)))
        .contains("ConfigMap shop/m-staging")
        .doesNotContain("ConfigMap shop/m-prod");
    assertThat(names(render(ClusterFacts.NONE, List.of("clusters/prod"), all)))
        .contains("ConfigMap shop/m-prod")
        .doesNotContain("ConfigMap shop/m-staging");
  }

  /// The kustomization of the bootstrap patches the Kustomization of the bootstrap.
  @Test
  void theBootstrapMayChangeItself() throws IOException {
    Rendered rendered =
        render(
            BOOTSTRAP[0],
            BOOTSTRAP[1],
            BOOTSTRAP[2],
            """
            resources: [gotk-sync.yaml]
            patches:
            - target: {kind: Kustomization}
              patch: '[{"op": "add", "path": "/spec/postBuild", "value": {"substitute": {"who": "flux"}}}]'
            """,
            "clusters/prod/m.yaml",
            map("m", "{a: '${who}'}"));

    assertThat(text(rendered, "m", "a")).isEqualTo("flux");
    assertThat(names(rendered)).doesNotHaveDuplicates();
  }

  @Test
  void kustomizationsThatDeployOneAnotherEnd() throws IOException {
    Rendered rendered =
        apps(
            "dependsOn: [{name: more}]",
            "apps/more.yaml",
            kustomization("more", "./more", "dependsOn: [{name: apps}]"),
            "more/apps.yaml",
            kustomization("apps", "./apps", "dependsOn: [{name: more}]"),
            "more/web.yaml",
            WEB);

    assertThat(names(rendered)).contains("Deployment shop/web");
  }

  /// Flux decrypts before it substitutes; what is encrypted stays unknown.
  @Test
  void encryptedObjectsAreUnknown() throws IOException {
    Rendered rendered =
        apps(
            "decryption: {provider: sops}\npostBuild: {substitute: {x: y}}",
            "apps/kustomization.yaml",
            """
            resources: [secret.yaml, web.yaml, m.yaml]
            secretGenerator: [{name: keys, namespace: shop, files: [keys.env]}]
            """,
            "apps/keys.env",
            "PASSWORD=ENC[AES256_GCM,data:abc,iv:x,tag:y,type:str]\n",
            "apps/secret.yaml",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: s, namespace: shop}
            stringData: {a: "ENC[AES256_GCM,data:${x}]"}
            sops: {mac: "ENC[AES256_GCM,data:abc]", version: 3.13.3}
            """,
            "apps/web.yaml",
            WEB.replace("image: \"web:1\"", "image: web, envFrom: [{secretRef: {name: keys}}]"),
            "apps/m.yaml",
            map("m", "{a: '${x}'}"));

    assertThat(names(rendered)).contains("ConfigMap shop/m").hasSize(4);
    assertThat(reasons(rendered))
        .hasSize(3)
        .anyMatch(it -> it.startsWith("The Secret is encrypted with SOPS"))
        .anyMatch(it -> it.matches("The Secret keys-\\w+ is generated from a file .*"))
        .anyMatch(it -> it.startsWith("The Deployment web names a Secret"));
  }

  @Test
  void legacyPatchesAreThoseOfBetaVersions() throws IOException {
    String beta =
        kustomization(
                "apps",
                "./apps",
                """
                patchesStrategicMerge:
                - {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {replicas: 4}}
                patchesJson6902:
                - target: {kind: Deployment, name: web}
                  patch: [{op: add, path: /spec/paused, value: true}]
                """)
            .replace("fluxcd.io/v1", "fluxcd.io/v1beta2");
    Rendered rendered =
        render(
            BOOTSTRAP[0],
            BOOTSTRAP[1],
            BOOTSTRAP[2],
            BOOTSTRAP[3],
            "clusters/prod/apps.yaml",
            beta,
            "apps/web.yaml",
            WEB);

    Value.Obj spec = manifest(rendered, "Deployment", "web").content().object("spec");
    assertThat(spec.get("replicas")).contains(Value.of(4));
    assertThat(spec.get("paused")).contains(Value.of(true));
  }

  @Test
  void chartsAreNeverInflated() throws IOException {
    Rendered rendered =
        apps(
            "",
            "apps/kustomization.yaml",
            "helmCharts: [{name: trino, repo: https://example.com, version: 1.0.0}]\n");

    assertThat(reasons(rendered)).singleElement().asString().contains("was not rendered");
  }

  /// Without a bootstrap it is not known which source this repository is. A folder of the same path
  /// may be the one that Flux changes.
  @Test
  void withoutABootstrapAFolderThatFluxChangesIsUnknown() throws IOException {
    String flux =
        kustomization("apps", "./apps", "").replace("name: flux-system}", "name: platform}");
    Rendered asItIs = render("apps/map.yaml", map("m", "{a: b}"), "flux.yaml", flux);
    Rendered changed =
        render(
            "apps/map.yaml", map("m", "{a: b}"), "flux.yaml", flux + "  targetNamespace: shop\n");

    assertThat(reasons(asItIs)).isEmpty();
    assertThat(names(asItIs)).containsExactly("ConfigMap shop/m", "Kustomization flux-system/apps");
    assertThat(names(changed)).containsExactly("Kustomization flux-system/apps");
    assertThat(reasons(changed))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: its source GitRepository"
                + " flux-system/platform is declared nowhere, so it may be another repository. What it"
                + " declares is unknown.");
  }

  /// Its own restriction is lifted for files elsewhere in the artifact, so that plugins must not
  /// run.
  @Test
  void pluginsReadNoFileOutsideOfTheArtifact() throws IOException {
    String generator =
        "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: g}\nfiles: [%s]\n";

    assertThat(
            reasons(
                apps(
                    "",
                    "apps/kustomization.yaml",
                    "generators: [g.yaml]\n",
                    "apps/g.yaml",
                    generator.formatted("/etc/hostname"))))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: apps/kustomization.yaml:"
                + " generators names /etc/hostname, which is outside of this repository. What it"
                + " declares is unknown.");
    assertThat(
            reasons(
                apps(
                    "",
                    "apps/kustomization.yaml",
                    "resources: [../shared/web.yaml]\ngenerators: [g.yaml]\n",
                    "shared/web.yaml",
                    WEB,
                    "apps/f.txt",
                    "text",
                    "apps/g.yaml",
                    generator.formatted("f.txt"))))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: it has generators and names"
                + " files outside of the folder of a kustomization; Drift does not build both together,"
                + " because plugins could then read any file. What it declares is unknown.");
    assertThat(
            names(
                apps(
                    "",
                    "apps/kustomization.yaml",
                    "resources: [../shared/web.yaml]\n",
                    "shared/web.yaml",
                    WEB)))
        .contains("Deployment shop/web");
  }

  @Test
  void patchesThatKustomizeTakesForPathsAreChecked() throws IOException {
    assertThat(
            reasons(
                apps(
                    "",
                    "apps/kustomization.yaml",
                    "resources: [web.yaml]\npatchesStrategicMerge: [\"x\\n/../../../etc/hostname\"]\n",
                    "apps/web.yaml",
                    WEB)))
        .containsExactly(
            "The Flux Kustomization flux-system/apps was not rendered: apps/kustomization.yaml:"
                + " patchesStrategicMerge names x /../../../etc/hostname, which is outside of this"
                + " repository. What it declares is unknown.");
  }

  @Test
  void whatItsKustomizationDoesNotNameIsDeclaredElsewhere() throws IOException {
    Rendered rendered =
        apps(
            "",
            "apps/kustomization.yaml",
            "resources: [web.yaml]\n",
            "apps/web.yaml",
            WEB,
            "apps/extra.yaml",
            map("extra", "{a: b}"),
            "apps/off/kustomization.yaml",
            "namePrefix: my-\nresources: [off.yaml]\n",
            "apps/off/off.yaml",
            map("off", "{a: b}"));

    assertThat(reasons(rendered)).isEmpty();
    assertThat(names(rendered))
        .contains("Deployment shop/web")
        .doesNotContain("ConfigMap shop/extra", "ConfigMap shop/my-off");
    assertThat(rendered.elsewhere().manifests().stream().map(Manifest::name))
        .containsExactlyInAnyOrder("extra", "my-off");
    assertThat(rendered.skipped())
        .extracting(it -> it.place().file() + ": " + it.reason())
        .containsExactlyInAnyOrder(
            "apps/extra.yaml: The file is below a kustomization, and none names it; to compare it,"
                + " name it with --path.",
            "apps/off/kustomization.yaml: The kustomization is below apps/kustomization.yaml, which"
                + " a deployer builds without it; to compare it, name it with --path.");
  }

  @Test
  void valuesOfSecretsThatKustomizeCopiesAreHidden() throws IOException {
    Rendered rendered =
        apps(
            "",
            "apps/kustomization.yaml",
            """
            resources: [web.yaml, s.yaml]
            replacements:
            - source: {kind: Secret, name: s, fieldPath: stringData.word}
              targets: [{select: {kind: Deployment}, fieldPaths: [metadata.annotations.word], options: {create: true}}]
            """,
            "apps/web.yaml",
            WEB,
            "apps/s.yaml",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\nstringData: {word: correcthorsebattery}\n");

    assertThat(manifest(rendered, "Deployment", "web").secrets())
        .containsExactly(Path.of("metadata", "annotations", "word"));
  }
}
