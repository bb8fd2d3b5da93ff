package dev.drift.act;

import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.Kubectl;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A way in which people deploy what Git declares. Each deletes what is gone by its own means.
///
/// Flux and Argo CD apply by kubectl's libraries under names of their own, and mark what they
/// apply; none of the marks is in Git.
enum Deployer {
  KUBECTL {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      site.kubectl("apply", "-f", site.file(manifests));
      if (!gone.isEmpty()) {
        site.kubectl(
            "apply",
            "--prune",
            "--selector=part-of=t2",
            "--prune-allowlist=core/v1/Service",
            "--prune-allowlist=rbac.authorization.k8s.io/v1/Role",
            "-f",
            site.file(manifests));
      }
    }
  },

  KUBECTL_SERVER_SIDE {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      site.kubectl("apply", "--server-side", "-f", site.file(manifests));
      gone.forEach(object -> site.kubectl("delete", object));
    }
  },

  /// It labels the members of its set, and deletes by this label.
  ///
  // <https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#alternative-kubectl-apply-f-directory-prune>
  KUBECTL_APPLY_SET {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      site.run(
          site.plane().kubectl().with("KUBECTL_APPLYSET", "true"),
          "apply",
          "--server-side",
          "--force-conflicts",
          "--prune",
          "--applyset=configmaps/set",
          "-f",
          site.file(manifests));
    }
  },

  /// It deletes what is in its inventory and still has its labels.
  ///
  // <https://github.com/fluxcd/kustomize-controller/blob/main/internal/controller/kustomization_controller.go>
  FLUX {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      String name = "kustomize.toolkit.fluxcd.io/name%slake";
      String home = "kustomize.toolkit.fluxcd.io/namespace%s" + site.namespace();
      String marked =
          HEAD.matcher(manifests)
              .replaceAll(
                  "$1  labels:\n    %s\n    %s\n"
                      .formatted(name.formatted(": "), home.formatted(": ")));
      site.kubectl(
          "apply",
          "--server-side",
          "--force-conflicts",
          "--field-manager=kustomize-controller",
          "-f",
          site.file(marked));
      for (String object : gone) {
        site.kubectl(
            "delete",
            object.replaceAll("/.*", ""),
            "--field-selector=metadata.name=" + object.replaceAll(".*/", ""),
            "--selector=%s,%s".formatted(name.formatted("="), home.formatted("=")));
      }
    }

    @Override
    void record(Site site, String commit, List<Declared> objects) {
      GitOpsObjects.kustomization(
          site.plane(),
          site.namespace(),
          "suspend: false",
          commit,
          objects.stream().map(it -> GitOpsObjects.inFlux(site.namespace(), it)).toList());
    }
  },

  ARGO_CD {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      argo(site, manifests, gone, "apply", "--field-manager=argocd-controller");
    }

    @Override
    void record(Site site, String commit, List<Declared> objects) {
      argoRecord(site, commit, objects);
    }
  },

  ARGO_CD_SERVER_SIDE {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      argo(
          site,
          manifests,
          gone,
          "apply",
          "--server-side",
          "--force-conflicts",
          "--field-manager=argocd-controller");
    }

    @Override
    void record(Site site, String commit, List<Declared> objects) {
      argoRecord(site, commit, objects);
    }
  },

  HELM {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      helm(site, Renderer.HELM, manifests, "--server-side=true");
    }
  },

  HELM_CLIENT_SIDE {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      helm(site, Renderer.HELM, manifests, "--server-side=false");
    }
  },

  HELM_3 {
    @Override
    void deploy(Site site, String manifests, List<String> gone) {
      helm(site, Renderer.HELM_3, manifests);
    }
  };

  /// The first lines of a manifest: group, kind, name, and the beginning of its labels.
  private static final Pattern HEAD =
      Pattern.compile(
          "(apiVersion: (?:(\\S+)/)?v1\nkind: (\\S+)\nmetadata:\n  name: (\\S+)\n)(  labels:\n)?");

  /// Deploys a commit.
  ///
  /// @param gone what the one before also had, such as `role/reader`
  abstract void deploy(Site site, String manifests, List<String> gone);

  /// Writes down what is deployed, where the deployer does that in an object of its own.
  ///
  /// @param commit that is deployed
  /// @param objects that it declares
  void record(Site site, String commit, List<Declared> objects) {}

  /// What Git declares: `apps/Deployment/web`.
  record Declared(String group, String kind, String name) {}

  /// A namespace of a cluster.
  ///
  /// @param folder for what a deployer reads
  record Site(ControlPlane plane, String namespace, Path folder) {
    String kubectl(String... arguments) {
      return run(plane.kubectl(), arguments);
    }

    String run(Kubectl program, String... arguments) {
      return program
          .run(
              Stream.concat(Stream.of("-n", namespace), Stream.of(arguments))
                  .toArray(String[]::new))
          .orThrow()
          .stdout();
    }

    String file(String text) {
      return write(Map.of("all.yaml", text)).resolve("all.yaml").toString();
    }

    Path write(Map<String, String> texts) {
      try {
        Path parent = Files.createTempDirectory(folder, namespace);
        for (Map.Entry<String, String> text : texts.entrySet()) {
          Path file = parent.resolve(text.getKey());
          Files.createDirectories(file.getParent());
          Files.writeString(file, text.getValue());
        }
        return parent;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// It deletes what its annotation says that it tracks.
  private static void argo(Site site, String manifests, List<String> gone, String... command) {
    String marked =
        HEAD.matcher(manifests)
            .replaceAll(
                "$1  annotations: {\"argocd.argoproj.io/tracking-id\": \"lake:$2/$3:%s/$4\"}\n$5"
                    .formatted(site.namespace()));
    site.kubectl(
        Stream.concat(Stream.of(command), Stream.of("-f", site.file(marked)))
            .toArray(String[]::new));
    for (String object : gone) {
      String id =
          site.kubectl(
              "get",
              object,
              "-o",
              "jsonpath={.metadata.annotations.argocd\\.argoproj\\.io/tracking-id}");
      if (id.startsWith("lake:") && id.endsWith(object.replaceAll(".*/", "/"))) {
        site.kubectl("delete", object);
      }
    }
  }

  private static void argoRecord(Site site, String commit, List<Declared> objects) {
    GitOpsObjects.application(
        site.plane(),
        site.namespace(),
        "syncPolicy: {automated: {selfHeal: true}}",
        "\"sync\":{\"status\":\"Synced\",\"revision\":\"%s\"}".formatted(commit),
        objects.stream().map(it -> GitOpsObjects.inArgo(site.namespace(), it)).toList());
  }

  private static void helm(Site site, Renderer helm, String manifests, String... more) {
    Path chart =
        site.write(
            Map.of(
                "Chart.yaml",
                "apiVersion: v2\nname: t2\nversion: 1.0.0\n",
                "templates/all.yaml",
                manifests));
    site.run(
        site.plane().kubectl().program(helm.path()),
        Stream.concat(Stream.of("upgrade", "--install", "t2", chart.toString()), Stream.of(more))
            .toArray(String[]::new));
  }
}
