package dev.drift.tree;

import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.origin.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the selected files below the wanted paths of a tree, within the limits. It reports
/// everything that it skips.
final class TreeReader {
  private final FileTree tree;
  private final Links links;
  private final TreeLimits limits;
  private final FileSelection selection;
  private final Map<String, SourceFile> files = new LinkedHashMap<>();
  private final Map<String, Entry> linked = new TreeMap<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int count;
  private long bytes;

  TreeReader(FileTree tree, TreeLimits limits, FileSelection selection) {
    this.tree = tree;
    this.links = new Links(tree);
    this.limits = limits;
    this.selection = selection;
  }

  /// @param paths as a person gave them; none for the whole tree
  /// @throws IOException if the tree itself cannot be read
  SelectedFiles read(List<String> paths) throws IOException {
    for (String path : paths.isEmpty() ? List.of("") : paths) {
      root(path);
    }
    for (Entry link : linked.values()) {
      link(link);
    }
    if (count > limits.files()) {
      problems.add(
          Problem.of(
              Problem.Code.TOO_MANY_FILES,
              "There are %,d %ss; the limit is %,d. Select fewer with --path."
                  .formatted(count, selection.noun(), limits.files())));
    } else if (bytes > limits.totalBytes()) {
      problems.add(
          Problem.of(
              Problem.Code.TOO_MANY_FILES,
              "The %ss have %,d bytes in total; the limit is %,d. Select fewer with --path."
                  .formatted(selection.noun(), bytes, limits.totalBytes())));
    }
    skipped.sort(Comparator.comparing(one -> one.place().file()));
    List<SourceFile> sorted = new ArrayList<>(files.values());
    sorted.sort(Comparator.comparing(SourceFile::path)); // Git's order is nearly the same.
    return new SelectedFiles(sorted, skipped, problems);
  }

  private void root(String asked) throws IOException {
    var normal = TreePath.normal(asked);
    if (normal.isEmpty()) {
      problems.add(outside("The path %s is outside the repository.".formatted(asked)));
      return;
    }
    switch (links.follow(normal.get())) {
      case Links.Found.At(Entry entry) -> root(asked, normal.get(), entry);
      case Links.Found.Missing _ ->
          problems.add(
              Problem.of(
                  Problem.Code.PATH_NOT_FOUND,
                  "The path %s is not in the repository; check --path.".formatted(asked)));
      case Links.Found.Outside _ ->
          problems.add(
              outside("The path %s is a link that leads out of the repository.".formatted(asked)));
      case Links.Found.Loop _ ->
          problems.add(
              Problem.of(
                  Problem.Code.PATH_NOT_FOUND,
                  "The path %s is a link that leads to itself.".formatted(asked)));
    }
  }

  private void root(String asked, String path, Entry entry) throws IOException {
    switch (entry.kind()) {
      case FOLDER -> tree.walk(entry, this::visit);
      case FILE -> {
        if (selection.accepts(path)) {
          file(path, entry);
        } else {
          problems.add(
              Problem.of(
                  Problem.Code.USAGE,
                  "The path %s is not a %s; expected %s."
                      .formatted(asked, selection.noun(), selection.expected())));
        }
      }
      case LINK, SUBMODULE, OTHER, CLOSED ->
          problems.add(
              Problem.of(
                  Problem.Code.PATH_NOT_FOUND,
                  "The path %s is neither a folder nor a file of the repository."
                      .formatted(asked)));
    }
  }

  private void visit(Entry entry) {
    try {
      switch (entry.kind()) {
        case FILE -> {
          if (selection.accepts(entry.path())) {
            file(entry.path(), entry);
          }
        }
        case LINK -> linked.put(entry.path(), entry);
        case SUBMODULE ->
            skip(
                entry.path(),
                "It is a Git submodule, which is not followed; check its own repository.");
        case OTHER -> {
          if (selection.accepts(entry.path())) {
            skip(entry.path(), "It is not a regular file.");
          }
        }
        case CLOSED -> problems.add(SourceTree.unreadable(entry.path()));
        case FOLDER -> {}
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A link is read if it leads to a file that is not read anyway.
  private void link(Entry link) throws IOException {
    boolean wanted = selection.accepts(link.path());
    switch (links.follow(link.path())) {
      case Links.Found.At(Entry entry) when entry.kind() == Entry.Kind.FILE -> {
        if (files.containsKey(entry.path())) {
          skip(link.path(), "It is a link to %s, which is read directly.".formatted(entry.path()));
        } else if (wanted) {
          file(link.path(), entry);
        }
      }
      case Links.Found.At _ ->
          skip(link.path(), "It is a link to a folder; pass that folder with --path to read it.");
      case Links.Found.Missing _ -> {
        if (wanted) {
          problems.add(
              Problem.at(
                  SourceTree.start(link.path()),
                  Problem.Code.PATH_NOT_FOUND,
                  "%s is a link to a file that does not exist.".formatted(link.path())));
        } else {
          skip(link.path(), "It is a link to a file that does not exist.");
        }
      }
      case Links.Found.Outside _ -> {
        problems.add(
            Problem.at(
                SourceTree.start(link.path()),
                Problem.Code.PATH_OUTSIDE_REPOSITORY,
                "%s is a link that leads out of the repository; it is not followed."
                    .formatted(link.path())));
      }
      case Links.Found.Loop _ -> skip(link.path(), "It is a link that leads to itself.");
    }
  }

  private void file(String path, Entry entry) throws IOException {
    if (files.containsKey(path)) {
      return;
    }
    long size = entry.content().size();
    count++;
    if (size > limits.fileBytes()) {
      problems.add(SourceTree.tooLarge(path, size, limits));
      return;
    }
    bytes += size;
    if (count > limits.files() || bytes > limits.totalBytes()) {
      return; // counted on, so that the problem can say how many there are
    }
    switch (SourceTree.bounded(path, entry.content(), limits)) {
      case SourceTree.FileRead.Read(SourceFile file) -> files.put(path, file);
      case SourceTree.FileRead.Refused(Problem problem) -> problems.add(problem);
      case SourceTree.FileRead.Missing _ -> {}
    }
  }

  private void skip(String path, String reason) {
    skipped.add(new Skipped(SourceTree.start(path), reason));
  }

  private static Problem outside(String message) {
    return Problem.of(Problem.Code.PATH_OUTSIDE_REPOSITORY, message);
  }
}
