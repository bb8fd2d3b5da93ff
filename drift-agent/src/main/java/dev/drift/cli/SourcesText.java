package dev.drift.cli;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Origin;
import dev.drift.model.scope.Source;
import dev.drift.pipeline.RenderedSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Lists what sources consist of, a line each.
final class SourcesText {
  private static final int MOST_NAMESPACES = 5;

  private SourcesText() {}

  static List<String> lines(RenderedSources rendered) {
    List<String> lines = new ArrayList<>();
    rendered.sources().forEach(source -> lines.add(line(source)));
    Map<String, List<Manifest>> parts = new TreeMap<>();
    for (Manifest manifest : rendered.manifests()) {
      parts.computeIfAbsent(part(manifest), _ -> new ArrayList<>()).add(manifest);
    }
    parts.forEach((part, manifests) -> lines.add("  " + part + ": " + contents(manifests)));
    for (Unrendered one : rendered.unrendered()) {
      lines.add(
          "  not rendered: %s:%d: %s"
              .formatted(one.place().file(), one.place().line(), one.reason()));
    }
    for (Skipped one : rendered.skipped()) {
      lines.add(
          "  left out: %s:%d: %s".formatted(one.place().file(), one.place().line(), one.reason()));
    }
    for (Problem problem : rendered.problems()) {
      lines.add("  problem: " + problem.message());
    }
    return lines;
  }

  private static String line(Source source) {
    return "%s%s%s, rendered by %s"
        .formatted(
            source.name().isEmpty() ? "" : source.name() + ": ",
            source.repo(),
            source.commit().map(it -> " at " + it.substring(0, 12)).orElse(""),
            source.renderer());
  }

  private static String part(Manifest manifest) {
    return switch (manifest.origin()) {
      case Origin.Written _ -> "plain manifests";
      case Generated generated ->
          "%s of %s".formatted(generated.renderer(), generated.inputs().getFirst());
    };
  }

  private static String contents(List<Manifest> manifests) {
    Set<String> namespaces = new TreeSet<>();
    manifests.forEach(it -> namespaces.add(it.namespace()));
    boolean unnamed = namespaces.remove("");
    List<String> some = namespaces.stream().limit(MOST_NAMESPACES).toList();
    String more =
        namespaces.size() > some.size()
            ? " and %d more".formatted(namespaces.size() - some.size())
            : "";
    String where =
        namespaces.isEmpty()
            ? ", no namespace named"
            : (namespaces.size() == 1 ? ", namespace " : ", namespaces ")
                + String.join(", ", some)
                + more
                + (unnamed ? ", and some that name none" : "");
    return (manifests.size() == 1 ? "1 resource" : manifests.size() + " resources") + where;
  }
}
