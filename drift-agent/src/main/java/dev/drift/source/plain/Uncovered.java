package dev.drift.source.plain;

import dev.drift.config.ConfigReader;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.part.Reading;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What is below a kustomization that was built, and which neither it nor another one names: nobody
/// says that it is deployed, and nobody may say that Git does not declare it.
public final class Uncovered {
  private static final String UNNAMED =
      "The file is below a kustomization, and none names it; to compare it, name it with --path.";

  private final RenderRequest request;
  private final List<String> paths;
  private final Set<String> kustomizations = new HashSet<>();
  private final Set<String> charts = new TreeSet<>();

  /// Files whose manifests are declared and not compared.
  public record Files(
      List<Manifest> manifests, List<Unrendered> unrendered, List<Skipped> skipped) {}

  private Uncovered(Reading reading) throws IOException {
    this.request = reading.request();
    this.paths = reading.tree().list("");
    for (String path : paths) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (KustomizationName.isOf(name)) {
        kustomizations.add(TreePath.parent(path));
      } else if (name.equals("Chart.yaml")) {
        charts.add(TreePath.parent(path));
      }
    }
  }

  /// Charts that nobody has taken, to be installed like any other.
  ///
  /// @throws IOException if the tree itself cannot be read
  public static List<Unrendered> charts(Reading reading) throws IOException {
    if (reading.covered().isEmpty()) {
      return List.of();
    }
    Uncovered all = new Uncovered(reading);
    Set<String> open = all.unrendered(reading.unrendered());
    return all.charts.stream()
        .filter(it -> all.isBelow(it, all.kustomizations))
        .filter(it -> !Reading.isWithin(it, reading.covered()) && !Reading.isWithin(it, open))
        .filter(it -> all.outermostChart(it).equals(it))
        .filter(all::isCompared)
        .map(it -> Layout.chart(all.request.prefix() + TreePath.join(it, "Chart.yaml")))
        .toList();
  }

  /// All other files with manifests.
  ///
  /// @param reading after all parts were rendered
  /// @param read what plain files say
  /// @param elsewhere what is not known of files that are not compared
  /// @throws IOException if the tree itself cannot be read
  public static Files files(Reading reading, Rendered read, List<Unrendered> elsewhere)
      throws IOException {
    Uncovered all = new Uncovered(reading);
    Set<String> known = all.known(read);
    Set<String> open = all.unrendered(reading.unrendered());
    open.addAll(all.unrendered(elsewhere));
    List<FileManifests> found = new ArrayList<>();
    List<Unrendered> unrendered = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    Set<String> chartsSeen = new HashSet<>();
    for (String path : all.paths) {
      if (!DocumentReader.reads(path)
          || path.equals(ConfigReader.FILE_NAME)
          || known.contains(path)
          || (all.request.options().comparedOnly() && !all.isCompared(path))
          || !all.isBelow(path, all.kustomizations)
          || Reading.isWithin(path, reading.covered())
          || Reading.isWithin(path, open)) {
        continue;
      }
      String chart = all.outermostChart(path);
      if (!chart.isEmpty() || all.charts.contains("")) {
        if (chartsSeen.add(chart)) {
          unrendered.add(Layout.chart(all.request.prefix() + TreePath.join(chart, "Chart.yaml")));
        }
      } else if (!KustomizationName.isOf(path)
          && reading.tree().read(path) instanceof SourceTree.FileRead.Read(SourceFile file)) {
        FileManifests said =
            FileManifests.of(
                new SourceFile(all.request.prefix() + path, file.content(), file.id()),
                reading.documents());
        found.add(said);
        if (!said.manifests().isEmpty() && all.isCompared(path)) {
          skipped.add(
              new Skipped(new Place(all.request.prefix() + path, 1, 1, 0, 0, false), UNNAMED));
        }
      }
    }
    FileManifests said = FileManifests.all(found);
    unrendered.addAll(said.unrendered());
    return new Files(said.manifests(), unrendered, skipped);
  }

  /// The files of which plain reading has said something.
  private Set<String> known(Rendered read) {
    Set<String> known = new HashSet<>();
    Stream.of(
            Stream.concat(read.manifests().stream(), read.elsewhere().manifests().stream())
                .flatMap(it -> it.origin().files().stream()),
            read.skipped().stream().map(it -> it.place().file()),
            read.problems().stream()
                .map(Problem::place)
                .flatMap(it -> it.stream().map(Place::file)),
            Stream.concat(read.unrendered().stream(), read.elsewhere().unrendered().stream())
                .map(it -> it.place().file()))
        .flatMap(it -> it)
        .map(this::path)
        .forEach(known::add);
    return known;
  }

  /// The folders of charts and kustomizations that nobody has rendered.
  private Set<String> unrendered(Collection<Unrendered> all) {
    Set<String> folders = new TreeSet<>();
    for (Unrendered one : all) {
      if (one.kind() == Unrendered.Kind.HELM_CHART || one.kind() == Unrendered.Kind.KUSTOMIZATION) {
        folders.add(TreePath.parent(path(one.place().file())));
      }
    }
    return folders;
  }

  private String path(String file) {
    return file.startsWith(request.prefix()) ? file.substring(request.prefix().length()) : file;
  }

  /// Empty if it is in none.
  private String outermostChart(String path) {
    String found = charts.contains(path) ? path : "";
    for (String folder = path; !folder.isEmpty(); ) {
      folder = TreePath.parent(folder);
      found = charts.contains(folder) ? folder : found;
    }
    return found;
  }

  /// Whether it is in one of these folders, or is one.
  private boolean isBelow(String path, Set<String> folders) {
    for (String folder = path; ; folder = TreePath.parent(folder)) {
      if (folders.contains(folder)) {
        return true;
      }
      if (folder.isEmpty()) {
        return false;
      }
    }
  }

  private boolean isCompared(String path) {
    List<String> wanted = request.paths().isEmpty() ? request.compared() : request.paths();
    return wanted.isEmpty()
        || wanted.stream()
            .flatMap(it -> TreePath.normal(it).stream())
            .anyMatch(it -> TreePath.isWithin(path, it));
  }
}
