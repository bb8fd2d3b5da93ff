package dev.drift.pipeline;

import dev.drift.model.DriftException;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Unrendered;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.secret.Redactor;
import dev.drift.world.DesiredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
              request, agent.sourceReader(progress, new FactsIfConnected(live.facts(), progress)));
      List<Unrendered> unrendered = new ArrayList<>();
      for (SourceReading source : desired.sources()) {
        for (DesiredState.Part part : source.parts()) {
          unrendered.addAll(part.unrendered());
        }
      }
      return new RenderedSources(
          desired.read(),
          desired.manifests().stream().map(it -> masked(it, redactor)).toList(),
          unrendered,
          desired.skipped(),
          desired.problems());
    }
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
