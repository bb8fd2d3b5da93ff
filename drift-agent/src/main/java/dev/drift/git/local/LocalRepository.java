package dev.drift.git.local;

import dev.drift.git.repository.Checkout;
import dev.drift.git.repository.CommitTree;
import dev.drift.git.repository.RepoUrl;
import dev.drift.git.repository.SafeText;
import dev.drift.git.repository.SourceSpec;
import dev.drift.git.repository.UnknownRevision;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.branch.Heads;
import dev.drift.tree.FileTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// A repository on this machine, or a folder in its work tree: read as it stands, or at a revision
/// without touching the work tree.
public final class LocalRepository {
  private final Repository repository;
  private final SourceSpec spec;
  private final TreeLimits limits;

  /// The folder that paths are counted from, as seen from the root of the repository.
  private final String prefix;

  private final List<String> remotes;

  /// @param remotes URLs, as the repository writes them
  public LocalRepository(
      Repository repository,
      String prefix,
      List<String> remotes,
      SourceSpec spec,
      TreeLimits limits) {
    this.repository = repository;
    this.prefix = prefix;
    this.remotes = List.copyOf(remotes);
    this.spec = spec;
    this.limits = limits;
  }

  /// @throws IOException if the repository or the disk cannot be read
  public <T> T read(Checkout.Reader<T> reading) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return reading.read(
          spec.revision().isPresent() || repository.isBare()
              ? atCommit(reader, spec.revision().orElse(Constants.HEAD))
              : atWork(reader));
    }
  }

  private Checkout atCommit(ObjectReader reader, String revision) throws IOException {
    RevCommit commit = commit(revision).orElseThrow(() -> unknown(revision));
    return checkout(reader, Optional.of(commit), tree(reader, commit, revision));
  }

  private FileTree tree(ObjectReader reader, RevCommit commit, String revision) throws IOException {
    ObjectId tree =
        new CommitTree(reader, commit.getTree())
            .tree(prefix)
            .orElseThrow(
                () ->
                    new DriftException(
                        Problem.of(
                            Problem.Code.PATH_NOT_FOUND,
                            "The folder %s does not exist at the revision %s."
                                .formatted(prefix, SafeText.of(revision)))));
    return new CommitTree(reader, tree);
  }

  private Checkout atWork(ObjectReader reader) throws IOException {
    Optional<RevCommit> head = commit(Constants.HEAD);
    WorkTree workTree = new WorkTree(repository, prefix, reader, head.map(RevCommit::getTree));
    return checkout(reader, head, workTree);
  }

  private Checkout checkout(ObjectReader reader, Optional<RevCommit> commit, FileTree tree)
      throws IOException {
    return new Checkout(
        shown(),
        commit.map(RevCommit::name),
        heads(),
        remotes(),
        new SourceTree(tree, limits),
        other ->
            new SourceTree(
                tree(reader, commit(other).orElseThrow(() -> unknown(other)), other), limits));
  }

  private List<String> remotes() {
    return prefix.isEmpty() ? remotes.stream().map(RepoUrl::shown).toList() : List.of();
  }

  private Optional<Heads> heads() throws IOException {
    return Optional.of(new LocalBranches(repository).heads());
  }

  private Optional<RevCommit> commit(String revision) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id = repository.resolve(revision + "^{commit}");
      if (id == null) {
        // What a clone of a build server often has: the branch at its remote only.
        id = repository.resolve("refs/remotes/origin/" + revision + "^{commit}");
      }
      return id == null ? Optional.empty() : Optional.of(walk.parseCommit(id));
    } catch (AmbiguousObjectException e) {
      throw UnknownRevision.ambiguous(revision, shown());
    } catch (IncorrectObjectTypeException e) {
      throw UnknownRevision.noCommit(revision, shown());
    } catch (RevisionSyntaxException e) {
      return Optional.empty();
    }
  }

  private DriftException unknown(String revision) {
    if (revision.equals(Constants.HEAD)) {
      return UnknownRevision.empty(shown());
    }
    Set<String> names = new HashSet<>();
    try {
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix("refs/heads/", "refs/tags/")) {
        names.add(Repository.shortenRefName(ref.getName()));
      }
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix("refs/remotes/origin/")) {
        names.add(ref.getName().substring("refs/remotes/origin/".length()));
      }
    } catch (IOException e) {
      names.clear(); // the sentence does without
    }
    return UnknownRevision.unknown(revision, shown(), names);
  }

  private String shown() {
    return RepoUrl.shown(spec.repo());
  }
}
