package dev.drift.source.part;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Place;
import dev.drift.source.KnownBuilds;
import dev.drift.source.RenderRequest;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.manifest.KnownManifests;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is known of a source before a part of it is rendered.
///
/// @param known what its files say, for the builds that are made of them
/// @param manifests plain ones, and those of the parts that were rendered before. Their files have
///     the prefix of the request
/// @param unrendered what nobody has rendered yet, such as kustomizations and charts
/// @param covered files and folders, without the prefix, whose content other parts have taken
public record Reading(
    SourceTree tree,
    RenderRequest request,
    KnownManifests known,
    Decryption decryption,
    List<Manifest> manifests,
    List<Unrendered> unrendered,
    Set<String> covered) {
  public Reading {
    requireNonNull(tree, "tree is null");
    requireNonNull(request, "request is null");
    requireNonNull(known, "known is null");
    requireNonNull(decryption, "decryption is null");
    manifests = List.copyOf(manifests);
    unrendered = List.copyOf(unrendered);
    covered = Set.copyOf(covered);
  }

  public DocumentReader documents() {
    return known.reader();
  }

  /// After a part was rendered: what it has taken is no longer what its files say.
  public Reading and(Parts parts) {
    Set<String> all = new TreeSet<>(covered);
    all.addAll(parts.covered());
    List<Manifest> manifestsNow =
        new java.util.ArrayList<>(
            manifests.stream().filter(it -> !isTaken(it, parts.covered())).toList());
    manifestsNow.addAll(parts.manifests());
    List<Unrendered> unrenderedNow =
        new java.util.ArrayList<>(without(unrendered, parts.covered(), request.prefix()));
    unrenderedNow.addAll(parts.unrendered());
    return new Reading(tree, request, known, decryption, manifestsNow, unrenderedNow, all);
  }

  /// The same of other files.
  public Reading at(SourceTree files) {
    return new Reading(files, request, known, decryption, manifests, unrendered, covered);
  }

  /// The same, of which no build is kept.
  public Reading keepingNothing() {
    return new Reading(
        tree,
        request.with(KnownBuilds.NONE, request.keys()),
        known,
        decryption,
        manifests,
        unrendered,
        covered);
  }

  /// What another renderer made of these files stays: several deployers may use one base.
  private boolean isTaken(Manifest manifest, Set<String> paths) {
    return switch (manifest.origin()) {
      case Origin.Written written -> isWithin(written.places().file(), paths, request.prefix());
      case Generated generated ->
          generated.renderer().equals(FileManifests.DECRYPTED)
              && isWithin(generated.inputs().getFirst(), paths, request.prefix());
    };
  }

  private static boolean isWithin(String file, Set<String> paths, String prefix) {
    return isWithin(file.startsWith(prefix) ? file.substring(prefix.length()) : file, paths);
  }

  /// Whether a path is one of these, or below one of these folders. Parts may take thousands of
  /// files, so the folders of the path are looked up, not the files compared.
  public static boolean isWithin(String path, Set<String> paths) {
    for (String at = path; !at.isEmpty(); at = TreePath.parent(at)) {
      if (paths.contains(at)) {
        return true;
      }
    }
    return paths.contains("");
  }

  /// The folders or files that are compared; none for all.
  public List<String> within() {
    return (request.paths().isEmpty() ? request.compared() : request.paths())
        .stream().flatMap(path -> TreePath.normal(path).stream()).toList();
  }

  /// Whether something in a folder is compared.
  public boolean isCompared(String folder) {
    List<String> within = within();
    return within.isEmpty()
        || within.stream()
            .anyMatch(it -> TreePath.isWithin(folder, it) || TreePath.isWithin(it, folder));
  }

  /// Whether something is in a file that a part has taken.
  public boolean isCovered(Place place) {
    return isWithin(place.file(), covered, request.prefix());
  }

  /// Those that are not below any of these paths.
  public static List<Unrendered> without(
      List<Unrendered> all, Collection<String> paths, String prefix) {
    Set<String> taken = Set.copyOf(paths);
    return all.stream().filter(it -> !isWithin(it.place().file(), taken, prefix)).toList();
  }
}
