package dev.drift.cli;

import dev.drift.model.Manifest;
import dev.drift.report.text.YamlText;
import dev.drift.report.view.Safe;
import java.util.List;

/// Prints rendered manifests as YAML, each below the place that it comes from.
final class RenderText {
  private RenderText() {}

  static String of(List<Manifest> manifests) {
    YamlText yaml = new YamlText(_ -> "<masked>");
    StringBuilder out = new StringBuilder();
    for (Manifest manifest : manifests) {
      out.append("---\n# ").append(Safe.line(manifest.origin().start().toString())).append('\n');
      out.append(yaml.of(manifest.content()));
    }
    return out.toString();
  }
}
