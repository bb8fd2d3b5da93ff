package dev.drift.tree;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The files of a source, whatever they hold, for renderers to list and read within bounds.
///
/// Links are followed within the tree and never out of it; submodules are not followed. For use by
/// one thread at a time.
public final class SourceTree {
  private final FileTree tree;
  private final TreeLimits limits;
  private int filesRead;
  private long bytesRead;

  public SourceTree(FileTree tree, TreeLimits limits) {
    this.tree = requireNonNull(tree, "tree is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  /// What became of reading one file.
  public sealed interface FileRead {
    record Read(SourceFile file) implements FileRead {
      public Read {
        requireNonNull(file, "file is null");
      }
    }

    /// Nothing of this path is a file.
    record Missing() implements FileRead {}

    /// Too large, outside the tree, or not readable.
    record Refused(Problem problem) implements FileRead {
      public Refused {
        requireNonNull(problem, "problem is null");
      }
    }
  }

  /// The tree as it would be after a change.
  ///
  /// @param files new contents by path; empty for a file that is deleted
  public SourceTree with(Map<String, Optional<byte[]>> files) {
    return new SourceTree(new ChangedTree(tree, files), limits);
  }

  /// Whether this path itself is a file, and no link leads to it.
  ///
  /// @param path normalised
  /// @throws IOException if the tree itself cannot be read
  public boolean isFile(String path) throws IOException {
    return tree.find(path).filter(it -> it.kind() == Entry.Kind.FILE).isPresent();
  }

  /// Whether anything has this path: a file, a folder, or a link, wherever it leads.
  ///
  /// @param path normalised
  /// @throws IOException if the tree itself cannot be read
  public boolean has(String path) throws IOException {
    return tree.find(path).isPresent();
  }

  /// The path of the file that a link leads to within the tree, through all links.
  ///
  /// @param path normalised
  /// @throws IOException if the tree itself cannot be read
  public Optional<String> real(String path) throws IOException {
    return new Links(tree).follow(path) instanceof Links.Found.At(Entry entry)
            && entry.kind() == Entry.Kind.FILE
        ? Optional.of(entry.path())
        : Optional.empty();
  }

  /// Whether Git ignores a file of this path, so that a new one would not be committed.
  ///
  /// @param path normalised
  /// @throws IOException if the tree itself cannot be read
  public boolean ignores(String path) throws IOException {
    return tree.ignores(path);
  }

  /// Reads all selected files below some paths. The limits hold for each call.
  ///
  /// @param paths folders or files as a person gave them; none for the whole tree
  /// @throws IOException if the tree itself cannot be read
  public SelectedFiles select(FileSelection selection, List<String> paths) throws IOException {
    return new TreeReader(tree, limits, selection).read(paths);
  }

  /// Of a work tree: the selected files that differ from its commit, or that only one of the two
  /// has, sorted.
  ///
  /// @param read what was read below the paths
  /// @param paths as a person gave them; none for the whole tree
  /// @throws IOException if the tree itself cannot be read
  public List<String> uncommitted(
      List<SourceFile> read, FileSelection selection, List<String> paths) throws IOException {
    return tree.uncommitted(read, selection, TreePath.normal(paths));
  }

  /// The paths of all files and links below a folder, sorted; no submodules, and nothing through a
  /// link.
  ///
  /// @param folder normalised; empty for the root
  /// @throws DriftException if there are more than the limit
  /// @throws IOException if the tree itself cannot be read
  public List<String> list(String folder) throws IOException {
    Optional<Entry> entry = tree.find(folder).filter(it -> it.kind() == Entry.Kind.FOLDER);
    List<String> paths = new ArrayList<>();
    if (entry.isPresent()) {
      tree.walk(
          entry.get(),
          found -> {
            if (found.kind() == Entry.Kind.FILE || found.kind() == Entry.Kind.LINK) {
              paths.add(found.path());
            }
            if (paths.size() > limits.files()) {
              throw new DriftException(tooMany());
            }
          });
    }
    paths.sort(null);
    return List.copyOf(paths);
  }

  /// Reads one file, also through links. The limits hold for all such files together.
  ///
  /// @param path as somebody wrote it
  /// @throws IOException if the tree itself cannot be read
  public FileRead read(String path) throws IOException {
    Optional<String> normal = TreePath.normal(path);
    if (normal.isEmpty()) {
      return outside(path);
    }
    return switch (new Links(tree).follow(normal.get())) {
      case Links.Found.At(Entry entry) when entry.kind() == Entry.Kind.FILE ->
          read(normal.get(), entry.content());
      case Links.Found.Outside _ -> outside(normal.get());
      case Links.Found.At _, Links.Found.Missing _, Links.Found.Loop _ -> new FileRead.Missing();
    };
  }

  private FileRead read(String path, Entry.Content content) throws IOException {
    if (content.size() > limits.fileBytes()) {
      return new FileRead.Refused(tooLarge(path, content.size(), limits));
    }
    filesRead++;
    bytesRead += content.size();
    if (filesRead > limits.files() || bytesRead > limits.totalBytes()) {
      return new FileRead.Refused(tooMany());
    }
    return bounded(path, content, limits);
  }

  /// The whole of a file, unless it has grown beyond the limit since its size was asked for.
  static FileRead bounded(String path, Entry.Content content, TreeLimits limits)
      throws IOException {
    byte[] bytes;
    try {
      bytes = content.read((int) limits.fileBytes());
    } catch (FileSystemException e) {
      return new FileRead.Refused(unreadable(path));
    }
    return bytes.length > limits.fileBytes()
        ? new FileRead.Refused(tooLarge(path, bytes.length, limits))
        : new FileRead.Read(new SourceFile(path, bytes, content.id()));
  }

  private static FileRead outside(String path) {
    return new FileRead.Refused(
        Problem.of(
            Problem.Code.PATH_OUTSIDE_REPOSITORY,
            "%s leads out of the repository; it is not read.".formatted(path)));
  }

  private Problem tooMany() {
    return Problem.of(
        Problem.Code.TOO_MANY_FILES,
        String.format(
            Locale.ROOT,
            "The source has more than %,d files, or more than %,d bytes in them.",
            limits.files(),
            limits.totalBytes()));
  }

  static Problem tooLarge(String path, long size, TreeLimits limits) {
    return Problem.at(
        start(path),
        Problem.Code.FILE_TOO_LARGE,
        String.format(
            Locale.ROOT,
            "%s has %,d bytes; the limit is %,d. Split it.",
            path,
            size,
            limits.fileBytes()));
  }

  static Problem unreadable(String path) {
    return Problem.at(
        start(path),
        Problem.Code.PATH_NOT_FOUND,
        "%s cannot be read; check its permissions.".formatted(path));
  }

  static Place start(String path) {
    return new Place(path, 1, 1, 0, 0, false);
  }
}
