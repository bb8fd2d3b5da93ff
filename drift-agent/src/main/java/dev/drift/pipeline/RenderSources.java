package dev.drift.pipeline;

import dev.drift.model.DriftException;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.ApiKind;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.secret.Redactor;
import dev.drift.source.manifest.ResourceScopes;
import dev.drift.world.DesiredState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads and renders the sources of a run, and compares nothing. A cluster is asked only if
/// something is rendered with what it serves or holds.
public final class RenderSources {
  private final Agent agent;
  private final Progress progress;

  public RenderSources(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @throws DriftException if a repository cannot be read
  public RenderedSources run(CheckRequest request) {
    Redactor redactor = new Redactor(MaskKeys.read(request.mask()));
    try (LiveSource live = LiveSource.open(request.live(), () -> redactor, agent, progress)) {
      Desired desired =
          Desired.read(
              request,
              agent
                  .sourceReader(progress, new FactsIfConnected(live.facts(), progress))
                  .withoutElsewhere());
      List<Unrendered> unrendered = new ArrayList<>();
      for (SourceReading source : desired.sources()) {
        for (DesiredState.Part part : source.parts()) {
          unrendered.addAll(part.unrendered());
        }
      }
      ResourceScopes scopes = ResourceScopes.of(desired.manifests());
      List<Problem> problems = new ArrayList<>(desired.problems());
      problems.addAll(duplicates(desired, request.namespaces(), scopes));
      return new RenderedSources(
          desired.read(),
          wanted(desired, request.namespaces(), scopes).stream()
              .map(it -> masked(it, redactor))
              .toList(),
          unrendered,
          desired.skipped(),
          problems);
    }
  }

  /// What a check would find declared twice. No cluster says which kinds are in namespaces.
  private static List<Problem> duplicates(
      Desired desired, List<String> namespaces, ResourceScopes scopes) {
    Set<ApiKind> kinds = new LinkedHashSet<>();
    for (Manifest manifest : desired.manifests()) {
      boolean namespaced = scopes.isNamespaced(manifest.groupKind());
      kinds.add(new ApiKind(manifest.apiVersion(), manifest.kind(), "", namespaced));
    }
    return desired.state(List.copyOf(kinds), namespaces).problems();
  }

  /// Those in the namespaces, as a check would compare them.
  ///
  /// @param namespaces none for all
  private static List<Manifest> wanted(
      Desired desired, List<String> namespaces, ResourceScopes scopes) {
    if (namespaces.isEmpty()) {
      return desired.manifests();
    }
    Set<Manifest> within = Collections.newSetFromMap(new IdentityHashMap<>());
    for (SourceReading source : desired.sources()) {
      for (DesiredState.Part part : source.parts()) {
        part.manifests().stream()
            .filter(it -> namespaces.contains(home(it, part.defaultNamespace(), scopes)))
            .forEach(within::add);
      }
    }
    return desired.manifests().stream().filter(within::contains).toList();
  }

  private static String home(Manifest manifest, String defaultNamespace, ResourceScopes scopes) {
    String named = manifest.namespace().isEmpty() ? defaultNamespace : manifest.namespace();
    return new ResourceId(
            manifest.groupKind(),
            scopes.isNamespaced(manifest.groupKind()) ? named : "",
            manifest.name())
        .home();
  }

  private static Manifest masked(Manifest manifest, Redactor redactor) {
    ResourceRef ref =
        new ResourceRef(
            manifest.apiVersion(),
            new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name()));
    return manifest.with(
        redactor.hiding(Map.of(ref.id(), manifest.secrets())).redact(ref, manifest.content()));
  }
}
