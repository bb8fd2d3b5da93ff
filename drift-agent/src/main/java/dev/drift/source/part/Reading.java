package dev.drift.source.part;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Origin;
import dev.drift.source.RenderRequest;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is known of a source before a part of it is rendered.
///
/// @param manifests plain ones, and those of the parts that were rendered before. Their files have
///     the prefix of the request
/// @param unrendered what nobody has rendered yet, such as kustomizations and charts
/// @param covered files and folders, without the prefix, whose content other parts have taken
public record Reading(
    SourceTree tree,
    RenderRequest request,
    DocumentReader documents,
    List<Manifest> manifests,
    List<Unrendered> unrendered,
    Set<String> covered) {
  public Reading {
    requireNonNull(tree, "tree is null");
    requireNonNull(request, "request is null");
    requireNonNull(documents, "documents is null");
    manifests = List.copyOf(manifests);
    unrendered = List.copyOf(unrendered);
    covered = Set.copyOf(covered);
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
    return new Reading(tree, request, documents, manifestsNow, unrenderedNow, all);
  }

  /// What is rendered is not what its files say: several parts may be made of the same files.
  private boolean isTaken(Manifest manifest, Collection<String> paths) {
    return manifest.origin() instanceof Origin.Written
        && isWithin(manifest.origin().places().file(), paths, request.prefix());
  }

  private static boolean isWithin(String file, Collection<String> paths, String prefix) {
    String path = file.startsWith(prefix) ? file.substring(prefix.length()) : file;
    return paths.stream().anyMatch(it -> TreePath.isWithin(path, it));
  }

  /// Those that are not below any of these paths.
  public static List<Unrendered> without(
      List<Unrendered> all, Collection<String> paths, String prefix) {
    return all.stream().filter(it -> !isWithin(it.place().file(), paths, prefix)).toList();
  }
}
