package dev.drift.source.auto;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Problem;
import dev.drift.model.origin.Origin;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.Renderer;
import dev.drift.source.kustomize.KustomizeRenderer;
import dev.drift.source.part.PartRenderer;
import dev.drift.source.part.Parts;
import dev.drift.source.part.Reading;
import dev.drift.source.plain.PlainRenderer;
import dev.drift.source.tool.RenderTools;
import dev.drift.tree.SourceTree;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads plain manifests as they are, and renders all other parts of a source as their deployers
/// do. A source of plain manifests only starts no program.
public final class AutoRenderer implements Renderer {
  private final YamlLimits limits;
  private final PlainRenderer plain;

  /// In this order: what a deployer names is its own, and the rest is built as it stands.
  private final List<PartRenderer> parts;

  public AutoRenderer(YamlLimits limits, RenderTools tools) {
    this.limits = requireNonNull(limits, "limits is null");
    this.plain = new PlainRenderer(limits, tools);
    this.parts = List.of(new KustomizeRenderer(tools));
  }

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public Rendered render(SourceTree tree, RenderRequest request) throws IOException {
    Rendered read = plain.render(tree, request);
    Reading reading =
        new Reading(
            tree,
            request,
            new DocumentReader(limits, request.parsed()),
            read.manifests(),
            read.unrendered(),
            Set.of());
    List<Problem> problems = new ArrayList<>(read.problems());
    List<String> programs = new ArrayList<>();
    for (PartRenderer part : parts) {
      Parts rendered = part.render(reading);
      reading = reading.and(rendered);
      problems.addAll(rendered.problems());
      programs.addAll(rendered.programs());
    }
    if (programs.isEmpty() && reading.covered().isEmpty()) {
      return read;
    }
    List<String> renderers = new ArrayList<>();
    if (reading.manifests().stream().anyMatch(it -> it.origin() instanceof Origin.Written)) {
      renderers.addAll(read.renderers());
    }
    renderers.addAll(programs);
    return new Rendered(
        reading.manifests(),
        read.skipped(),
        reading.unrendered(),
        problems,
        new Rendered.Elsewhere(
            read.elsewhere().manifests(),
            Reading.without(read.elsewhere().unrendered(), reading.covered(), request.prefix()),
            read.elsewhere().unread()),
        read.inputs(),
        renderers.isEmpty() ? read.renderers() : renderers);
  }
}
