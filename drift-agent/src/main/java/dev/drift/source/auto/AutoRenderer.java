package dev.drift.source.auto;

import static java.util.Objects.requireNonNull;

import dev.drift.config.RenderersConfig;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Origin;
import dev.drift.policy.Ignore;
import dev.drift.source.Fetcher;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.Renderer;
import dev.drift.source.argo.ArgoRenderer;
import dev.drift.source.flux.FluxRenderer;
import dev.drift.source.flux.release.HelmReleaseRenderer;
import dev.drift.source.helm.HelmRenderer;
import dev.drift.source.kustomize.KustomizeRenderer;
import dev.drift.source.manifest.ArgoHook;
import dev.drift.source.manifest.KnownManifests;
import dev.drift.source.part.PartRenderer;
import dev.drift.source.part.Parts;
import dev.drift.source.part.Reading;
import dev.drift.source.plain.PlainRenderer;
import dev.drift.source.plain.Uncovered;
import dev.drift.source.sops.SopsDecryption;
import dev.drift.source.tool.RenderTools;
import dev.drift.tree.SourceTree;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads plain manifests as they are, and renders all other parts of a source as their deployers
/// do. A source of plain manifests only starts no program.
public final class AutoRenderer implements Renderer {
  private final YamlLimits limits;
  private final PlainRenderer plain;

  private final RenderTools tools;

  /// In this order: what a deployer names is its own, and the rest is built as it stands.
  private final List<PartRenderer> parts;

  public AutoRenderer(YamlLimits limits, RenderTools tools) {
    this.limits = requireNonNull(limits, "limits is null");
    this.tools = requireNonNull(tools, "tools is null");
    this.plain = new PlainRenderer(limits, tools);
    this.parts =
        List.of(
            new FluxRenderer(tools),
            new ArgoRenderer(tools),
            new KustomizeRenderer(tools),
            AutoRenderer::unnamedCharts,
            new HelmReleaseRenderer(tools),
            new HelmRenderer(tools));
  }

  private static Parts unnamedCharts(Reading reading) throws IOException {
    List<Unrendered> charts = Uncovered.charts(reading);
    return charts.isEmpty()
        ? Parts.NONE
        : new Parts(List.of(), charts, List.of(), Set.of(), List.of());
  }

  /// Files that are no manifests and yet not left out, such as values for a chart.
  private static Set<String> used(List<Manifest> manifests) {
    return manifests.stream()
        .filter(it -> it.origin() instanceof Generated)
        .flatMap(it -> it.origin().files().stream())
        .collect(Collectors.toSet());
  }

  /// What is not in the repository, and yet part of what is compared.
  private static Optional<Problem> fetched(Fetcher fetcher) {
    List<String> all =
        fetcher.fetched().stream()
            .map(it -> "%s from %s (%s)".formatted(it.what(), it.from(), it.digest()))
            .sorted()
            .toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                Problem.Code.FETCHED,
                "Rendered with what was fetched: %s.".formatted(String.join("; ", all))));
  }

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public Renderer using(RenderersConfig programs) {
    return programs.equals(RenderersConfig.NONE)
        ? this
        : new AutoRenderer(limits, tools.using(programs));
  }

  @Override
  public Rendered render(SourceTree tree, RenderRequest asked) throws IOException {
    RenderRequest request = asked.with(new BuildsOfRun(asked.builds()), asked.keys());
    Rendered read = plain.render(tree, request);
    Reading reading =
        new Reading(
            tree,
            request,
            new KnownManifests(new DocumentReader(limits, request.parsed())),
            new SopsDecryption(tools, request.keys()),
            read.manifests(),
            read.unrendered(),
            Set.of());
    boolean changed = false;
    List<Problem> problems = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    List<Ignore> ignores = new ArrayList<>();
    List<String> programs = new ArrayList<>();
    List<Manifest> apart = new ArrayList<>();
    for (PartRenderer part : parts) {
      Parts rendered = part.render(reading);
      reading = reading.and(rendered);
      problems.addAll(rendered.problems());
      skipped.addAll(rendered.skipped());
      apart.addAll(rendered.elsewhere());
      ignores.addAll(rendered.ignores());
      rendered.programs().stream().filter(it -> !programs.contains(it)).forEach(programs::add);
      changed |= !rendered.equals(Parts.NONE);
    }
    if (!changed) {
      return read;
    }
    fetched(request.fetcher()).ifPresent(problems::add);
    // Whoever takes a file says what is wrong with it.
    Reading whole = reading;
    problems.addAll(
        0,
        read.problems().stream()
            .filter(it -> it.place().filter(whole::isCovered).isEmpty())
            .toList());
    Set<String> used = used(reading.manifests());
    skipped.addAll(
        0,
        read.skipped().stream()
            .filter(it -> !whole.isCovered(it.place()) && !used.contains(it.place().file()))
            .toList());
    List<Unrendered> others =
        Reading.without(read.elsewhere().unrendered(), reading.covered(), request.prefix());
    // Whoever takes a file also says where its hooks are deployed.
    List<Manifest> elsewhere =
        new ArrayList<>(
            read.elsewhere().manifests().stream()
                .filter(it -> !(ArgoHook.is(it) && whole.isCovered(it.origin().places().start())))
                .toList());
    elsewhere.addAll(apart);
    Uncovered.Files uncovered = Uncovered.files(reading, read, others);
    elsewhere.addAll(uncovered.manifests());
    skipped.addAll(uncovered.skipped());
    List<Unrendered> unrenderedElsewhere = new ArrayList<>(others);
    unrenderedElsewhere.addAll(uncovered.unrendered());
    List<String> renderers = new ArrayList<>();
    if (reading.manifests().stream().anyMatch(it -> it.origin() instanceof Origin.Written)) {
      renderers.addAll(read.renderers());
    }
    renderers.addAll(programs);
    return new Rendered(
        reading.manifests(),
        skipped,
        reading.unrendered(),
        // Several parts may have asked a cluster that does not answer.
        problems.stream().distinct().toList(),
        new Rendered.Elsewhere(elsewhere, unrenderedElsewhere, read.elsewhere().unread()),
        read.inputs(),
        ignores,
        renderers.isEmpty() ? read.renderers() : renderers);
  }
}
