package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.tree.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A source that can be written to.
///
/// @param name distinguishes it from other sources of the run; empty if it is the only one
/// @param manifests what is compared of it
public record AdoptableSource(
    String name, List<Manifest> manifests, Opener opener, Destination destination) {
  public AdoptableSource {
    requireNonNull(name, "name is null");
    manifests = List.copyOf(manifests);
    requireNonNull(opener, "opener is null");
    requireNonNull(destination, "destination is null");
  }

  /// A path from its root, of the path by which reports name a file.
  String within(String shown) {
    return name.isEmpty() ? shown : shown.substring(name.length() + 1);
  }

  /// The path by which reports name a file.
  String shown(String path) {
    return name.isEmpty() ? path : name + "/" + path;
  }

  /// Where a change goes.
  public sealed interface Destination {
    /// A branch of its own.
    record Branch(AdoptionRequest.Source source) implements Destination {}

    /// The files of a folder, for a person to look at and to commit.
    record Folder(Path root) implements Destination {}

    /// Nowhere.
    ///
    /// @param why half a sentence, and what to do
    record None(String why) implements Destination {}
  }

  /// Opens the source at the commit that was compared; a folder as it stands.
  public interface Opener {
    /// @throws dev.drift.model.DriftException if it cannot be read any more
    <T> T open(Reader<T> reader);
  }

  /// Reads the source while it is open.
  @FunctionalInterface
  public interface Reader<T> {
    /// @throws IOException if the tree cannot be read
    T read(SourceTree tree, Rendering rendering) throws IOException;
  }

  /// Renders a tree as the source is rendered.
  @FunctionalInterface
  public interface Rendering {
    /// @throws IOException if the tree cannot be read
    Declared of(SourceTree tree) throws IOException;
  }

  /// What a tree declares.
  ///
  /// @param compared the manifests that are compared
  /// @param others those that are not
  /// @param faults how many files, documents and problems there are that say nothing
  public record Declared(List<Manifest> compared, List<Manifest> others, int faults) {
    public Declared {
      compared = List.copyOf(compared);
      others = List.copyOf(others);
    }
  }
}
