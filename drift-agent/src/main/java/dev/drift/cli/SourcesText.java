package dev.drift.cli;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Place;
import dev.drift.model.scope.Source;
import dev.drift.net.AllowedUrls;
import dev.drift.pipeline.RenderedSources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lists what sources consist of, a line each.
final class SourcesText {
  /// As sources name the renderer of files that are manifests as they are.
  private static final String PLAIN = "plain";

  private static final int MOST_NAMESPACES = 5;

  private static final Pattern REFUSED =
      Pattern.compile("(\\S+) " + Pattern.quote(AllowedUrls.REFUSED));

  private SourcesText() {}

  static List<String> lines(RenderedSources rendered) {
    List<String> lines = new ArrayList<>();
    rendered.sources().forEach(source -> lines.add(line(source)));
    Map<String, List<Manifest>> parts = new TreeMap<>();
    for (Manifest manifest : rendered.manifests()) {
      parts.computeIfAbsent(part(manifest), _ -> new ArrayList<>()).add(manifest);
    }
    parts.forEach((part, manifests) -> lines.add("  " + part + ": " + contents(manifests)));
    Map<String, List<Place>> alike = new LinkedHashMap<>();
    for (Unrendered one : rendered.unrendered()) {
      add(alike, "not rendered", one.place(), one.reason());
    }
    for (Skipped one : rendered.skipped()) {
      add(alike, "left out", one.place(), one.reason());
    }
    once(alike).forEach((text, places) -> lines.add(line(text, places)));
    for (Problem problem : rendered.problems()) {
      boolean note = problem.code().type() == Problem.Type.NOTE;
      String place = problem.place().map(SourcesText::line).orElse("");
      lines.add(
          "  %s: %s%s"
              .formatted(
                  note ? "note" : "problem",
                  place,
                  problem.message().startsWith(place)
                      ? problem.message().substring(place.length())
                      : problem.message()));
    }
    return lines;
  }

  /// @param reason may begin with the place
  private static void add(Map<String, List<Place>> alike, String what, Place place, String reason) {
    String again = line(place);
    String once = reason.startsWith(again) ? reason.substring(again.length()) : reason;
    alike.computeIfAbsent(what + "\n" + once, _ -> new ArrayList<>()).add(place);
  }

  /// Many releases may have their chart from one URL, which is to be allowed once.
  private static Map<String, List<Place>> once(Map<String, List<Place>> alike) {
    Map<String, String> firstByUrl = new HashMap<>();
    Map<String, List<Place>> merged = new LinkedHashMap<>();
    alike.forEach(
        (text, places) -> {
          Matcher refused = REFUSED.matcher(text);
          String key =
              refused.find() ? firstByUrl.computeIfAbsent(refused.group(1), _ -> text) : text;
          merged.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(places);
        });
    return merged;
  }

  private static String line(Place place) {
    return "%s:%d: ".formatted(place.file(), place.line());
  }

  /// What is so for many files, such as charts that nobody installs, is said once.
  private static String line(String whatAndReason, List<Place> places) {
    String[] parts = whatAndReason.split("\n", 2);
    return "  %s: %s:%d%s: %s"
        .formatted(
            parts[0],
            places.getFirst().file(),
            places.getFirst().line(),
            places.size() == 1 ? "" : " and %d more like it".formatted(places.size() - 1),
            parts[1]);
  }

  private static String line(Source source) {
    return "%s%s%s, %s"
        .formatted(
            source.name().isEmpty() ? "" : source.name() + ": ",
            source.repo(),
            source.commit().map(it -> " at " + it.substring(0, 12)).orElse(""),
            made(source.renderer()));
  }

  private static String made(String renderers) {
    if (renderers.equals(PLAIN)) {
      return "plain manifests";
    }
    return renderers.startsWith(PLAIN + ", ")
        ? "plain manifests, and rendered by " + renderers.substring(PLAIN.length() + 2)
        : "rendered by " + renderers;
  }

  private static String part(Manifest manifest) {
    return switch (manifest.origin()) {
      case Origin.Written _ -> "plain manifests";
      case Generated generated ->
          "%s of %s".formatted(generated.renderer(), root(generated.inputs().getFirst()));
    };
  }

  /// The chart of a template, or the file itself.
  private static String root(String file) {
    return file.replaceFirst("/(templates|crds)/.*", "");
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
            ? manifests.size() == 1 ? " that names no namespace" : " that name no namespace"
            : (namespaces.size() == 1 ? ", namespace " : ", namespaces ")
                + String.join(", ", some)
                + more
                + (unnamed ? ", and some that name none" : "");
    return (manifests.size() == 1 ? "1 resource" : manifests.size() + " resources") + where;
  }
}
