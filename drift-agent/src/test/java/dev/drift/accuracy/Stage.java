package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drift.json.JsonWriter;
import dev.drift.kubernetes.config.ConnectionOptions;
import dev.drift.kubernetes.config.Connections;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.kubernetes.read.ReadRequests;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.scope.Scope;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.testkit.AdminClient;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneException;
import dev.drift.testkit.Kubectl;
import dev.drift.testkit.KubectlResult;
import dev.drift.world.DesiredState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A corpus on a control plane of its own: applied, settled and read once.
final class Stage implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(3);

  private static final int ROUNDS = 4;

  private final Corpus corpus;
  private final ControlPlane plane = ControlPlane.start();
  private final AdminClient server = new AdminClient(plane);
  private final List<String> notes = new ArrayList<>();
  private final DesiredState desired;
  private final LiveState live;
  private final OpenApi openApi = new OpenApi(server);

  Stage(Corpus corpus) {
    this.corpus = corpus;
    Git git = Git.read(corpus.folder());
    notes.addAll(git.notes());
    apply(git);
    try (ClusterConnection connection =
        Connections.open(
            new ConnectionOptions(Optional.of(plane.kubeconfig()), Optional.empty()),
            Clusters.bare())) {
      LiveStateReader reader =
          new LiveStateReader(
              connection, new Redactor(new MaskKey(new byte[32])), _ -> {}, InstantSource.system());
      DesiredState all =
          DesiredState.of(
              List.of(new DesiredState.Part(Scope.NAMESPACES, corpus.namespace(), git.manifests())),
              reader.kinds(),
              List.of());
      live =
          reader.read(
              ReadRequests.of(
                  all.resources().values().stream().map(DesiredResource::ref).toList()));
      desired = accepted(all);
    }
  }

  private void apply(Git git) {
    Kubectl kubectl = kubectl();
    TreeSet<String> namespaces = new TreeSet<>(List.of(corpus.namespace()));
    git.manifests().forEach(manifest -> namespaces.add(manifest.namespace()));
    git.manifests().stream()
        .filter(manifest -> manifest.kind().equals("Namespace"))
        .forEach(manifest -> namespaces.remove(manifest.name()));
    namespaces.remove("");
    kubectl
        .run("get", "namespaces", "-o", "jsonpath={.items[*].metadata.name}")
        .orThrow()
        .stdout()
        .lines()
        .flatMap(line -> Stream.of(line.split(" ")))
        .forEach(namespaces::remove);
    namespaces.forEach(name -> kubectl.run("create", "namespace", name).orThrow());
    List<String> first = git.files().keySet().stream().filter(git::definesOthers).toList();
    List<String> second = new ArrayList<>(git.files().keySet());
    second.removeAll(first);
    apply(kubectl, first);
    apply(kubectl, second);
    try {
      plane.awaitSettled(SETTLES_WITHIN);
    } catch (ControlPlaneException e) {
      notes.add(String.valueOf(e.getMessage()));
    }
  }

  /// Again while something is refused, as custom resources are until their definitions are served.
  private void apply(Kubectl kubectl, List<String> files) {
    if (files.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("apply", "--server-side"));
    files.forEach(file -> command.addAll(List.of("-f", file)));
    KubectlResult result = kubectl.run(command.toArray(String[]::new));
    for (int round = 1; round < ROUNDS && !result.succeeded(); round++) {
      pause();
      result = kubectl.run(command.toArray(String[]::new));
    }
    result.stderr().lines().forEach(line -> notes.add("kubectl: " + line));
  }

  /// As the user who has chosen the corpus's namespace, in its folder.
  Kubectl kubectl() {
    try {
      Path kubeconfig = plane.workDirectory().resolve("accuracy.kubeconfig");
      if (!Files.exists(kubeconfig)) {
        Files.copy(plane.kubeconfig(), kubeconfig);
        plane
            .kubectl()
            .as(kubeconfig)
            .run("config", "set-context", "--current", "--namespace", corpus.namespace())
            .orThrow();
      }
      return plane.kubectl().as(kubeconfig).in(corpus.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DesiredState accepted(DesiredState all) {
    List<DesiredResource> there = new ArrayList<>();
    for (DesiredResource resource : all.resources().values()) {
      if (live.resources().containsKey(resource.id())) {
        there.add(resource);
      } else {
        notes.add(resource.id() + " is left out: " + whyAbsent(resource));
      }
    }
    return new DesiredState(
        Resources.of(there), Map.of(), all.claim(), Set.of(), List.of(), all.problems());
  }

  private static String whyAbsent(DesiredResource resource) {
    return resource.id().kind().equals("Job")
            && resource.content().object("spec").get("ttlSecondsAfterFinished").isPresent()
        ? "it has finished, and was removed as its ttlSecondsAfterFinished says"
        : "it is not in the cluster";
  }

  ControlPlane plane() {
    return plane;
  }

  AdminClient server() {
    return server;
  }

  Corpus corpus() {
    return corpus;
  }

  Engine engine() {
    return new Engine(desired, live);
  }

  /// What is to be known of the deployment, each in a line.
  List<String> notes() {
    return notes;
  }

  /// Each object that Git declares, in order.
  List<Subject> subjects() {
    return desired.resources().values().stream().map(this::subject).toList();
  }

  private Subject subject(DesiredResource resource) {
    LiveResource found = Optional.ofNullable(live.resources().get(resource.id())).orElseThrow();
    String url = url(resource.ref());
    return new Subject(
        found,
        withoutManagedFields(server.get(url)),
        json(resource),
        openApi.of(resource.ref().apiVersion(), resource.id().kind()),
        url,
        autoscaler(resource),
        nodes());
  }

  private Set<String> nodes() {
    return server
        .get("/api/v1/nodes")
        .path("items")
        .valueStream()
        .map(node -> node.at("/metadata/name").asText())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<JsonNode> autoscaler(DesiredResource target) {
    String namespace = target.id().namespace();
    String list =
        "/apis/autoscaling/v2/namespaces/%s/horizontalpodautoscalers".formatted(namespace);
    if (!List.of("Deployment", "StatefulSet").contains(target.id().kind())) {
      return Optional.empty();
    }
    return server
        .get(list)
        .path("items")
        .valueStream()
        .filter(
            each ->
                each.at("/spec/scaleTargetRef/kind").asText().equals(target.id().kind())
                    && each.at("/spec/scaleTargetRef/name").asText().equals(target.id().name()))
        .findFirst();
  }

  static JsonNode withoutManagedFields(JsonNode object) {
    ((ObjectNode) object.path("metadata")).remove("managedFields");
    return object;
  }

  private String url(ResourceRef ref) {
    String plural =
        live.kinds().stream()
            .filter(kind -> kind.apiVersion().equals(ref.apiVersion()))
            .filter(kind -> kind.kind().equals(ref.id().kind()))
            .findFirst()
            .orElseThrow()
            .plural();
    String group = ref.apiVersion().indexOf('/') < 0 ? "/api/" : "/apis/";
    String namespace = ref.id().namespace().isEmpty() ? "" : "/namespaces/" + ref.id().namespace();
    return group + ref.apiVersion() + namespace + "/" + plural + "/" + ref.id().name();
  }

  private static JsonNode json(DesiredResource resource) {
    try {
      return MAPPER.readTree(JsonWriter.text(resource.content()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.close();
    plane.close();
  }
}
