package dev.drift.source.tool;

import dev.drift.testkit.Renderer;
import java.util.Map;

/// The real programs, as tools/renderers/build.sh builds them.
public final class Renderers {
  private Renderers() {}

  public static RenderTools tools() {
    return new RenderTools(
        Map.of(
            RenderProgram.KUSTOMIZE, Renderer.KUSTOMIZE.path(),
            RenderProgram.HELM, Renderer.HELM.path(),
            RenderProgram.SOPS, Renderer.SOPS.path()),
        Map.of());
  }
}
