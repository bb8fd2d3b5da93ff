package dev.drift.source;

import static java.util.Objects.requireNonNull;

import dev.drift.config.RenderersConfig;
import dev.drift.model.Manifest;
import dev.drift.model.value.SharedValues;
import dev.drift.model.value.Value;
import dev.drift.tree.SourceTree;
import java.io.IOException;
import java.util.List;

/// For callers that keep what is rendered: what thousands of manifests have in common is in memory
/// once, and the places of their fields are packed.
public final class SharingRenderer implements Renderer {
  private final Renderer renderer;

  public SharingRenderer(Renderer renderer) {
    this.renderer = requireNonNull(renderer, "renderer is null");
  }

  @Override
  public String name() {
    return renderer.name();
  }

  @Override
  public Rendered render(SourceTree tree, RenderRequest request) throws IOException {
    Rendered rendered = renderer.render(tree, request);
    SharedValues shared = new SharedValues();
    return new Rendered(
        shared(rendered.manifests(), shared),
        rendered.skipped(),
        rendered.unrendered(),
        rendered.problems(),
        new Rendered.Elsewhere(
            shared(rendered.elsewhere().manifests(), shared),
            rendered.elsewhere().unrendered(),
            rendered.elsewhere().unread()),
        rendered.inputs(),
        rendered.ignores(),
        rendered.renderers());
  }

  @Override
  public Renderer using(RenderersConfig programs) {
    return new SharingRenderer(renderer.using(programs));
  }

  private static List<Manifest> shared(List<Manifest> manifests, SharedValues shared) {
    return manifests.stream().map(it -> shared(it, shared)).toList();
  }

  private static Manifest shared(Manifest manifest, SharedValues shared) {
    Value.Obj content = shared.of(manifest.content());
    return manifest.with(content).with(manifest.origin().packed(content));
  }
}
