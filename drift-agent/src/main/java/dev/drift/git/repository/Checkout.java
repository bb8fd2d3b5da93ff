package dev.drift.git.repository;

import static java.util.Objects.requireNonNull;

import dev.drift.model.branch.Heads;
import dev.drift.tree.SourceTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A source at one moment.
///
/// @param repo URL or folder, without any password
/// @param commit 40 hexadecimal digits; empty outside Git
/// @param heads its branches; empty if nobody was asked for them, as for a commit that was here
/// @param remotes URLs of what it was cloned from, without passwords, if its files are counted from
///     the root of the repository
/// @param tree its files; cannot be read any more once the source is closed
/// @param revisions the same of other commits
public record Checkout(
    String repo,
    Optional<String> commit,
    Optional<Heads> heads,
    List<String> remotes,
    SourceTree tree,
    Revisions revisions) {
  public Checkout {
    requireNonNull(repo, "repo is null");
    requireNonNull(commit, "commit is null");
    requireNonNull(heads, "heads is null");
    remotes = List.copyOf(remotes);
    requireNonNull(tree, "tree is null");
    requireNonNull(revisions, "revisions is null");
  }

  /// The same with branches that were read before, unless they were asked for again.
  public Checkout knowing(Optional<Heads> known) {
    return new Checkout(repo, commit, heads.or(() -> known), remotes, tree, revisions);
  }

  /// Reads a source while it is open.
  @FunctionalInterface
  public interface Reader<T> {
    /// @throws IOException if the tree cannot be read
    T read(Checkout checkout) throws IOException;
  }
}
