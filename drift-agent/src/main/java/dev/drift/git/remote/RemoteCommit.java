package dev.drift.git.remote;

import dev.drift.git.repository.RepoUrl;
import dev.drift.git.repository.UnknownRevision;
import dev.drift.model.branch.Heads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;

/// Brings the commit that a revision names into a clone, fetching as little as will do.
public final class RemoteCommit {
  private static final Pattern FULL = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern SHORT = Pattern.compile("[0-9a-f]{4,39}");

  private final Repository clone;
  private final Remote remote;
  private final RepoUrl url;
  private final GitSettings options;
  private Optional<Map<String, ObjectId>> asked = Optional.empty();

  public RemoteCommit(Repository clone, Remote remote, RepoUrl url, GitSettings options) {
    this.clone = clone;
    this.remote = remote;
    this.url = url;
    this.options = options;
  }

  /// @throws IOException if the clone is broken, or a fetch breaks
  /// @throws dev.drift.model.DriftException if there is no such revision, or no way to the
  ///     server
  public RevCommit find(Optional<String> revision) throws IOException {
    if (revision.isPresent() && FULL.matcher(revision.get()).matches()) {
      ObjectId id = ObjectId.fromString(revision.get());
      // A commit never changes: with it here, the server need not be asked.
      return clone.getObjectDatabase().has(id) ? commit(id, revision.get()) : fetchId(id);
    }
    Map<String, ObjectId> refs = refs();
    Optional<String> ref = ref(refs, revision);
    if (ref.isPresent()) {
      return fetchRef(ref.get(), refs.getOrDefault(ref.get(), ObjectId.zeroId()));
    }
    if (revision.isEmpty()) {
      throw UnknownRevision.empty(url.shown());
    }
    if (SHORT.matcher(revision.get()).matches()) {
      return abbreviated(revision.get(), refs);
    }
    throw UnknownRevision.unknown(revision.get(), url.shown(), names(refs));
  }

  /// The branches, if finding the commit required asking for them.
  public Optional<Heads> heads() {
    return asked.map(RemoteCommit::heads);
  }

  /// @param refs as the server names them
  public static Heads heads(Map<String, ObjectId> refs) {
    Map<String, String> branches = new TreeMap<>();
    refs.forEach(
        (name, id) -> {
          if (name.startsWith(Constants.R_HEADS)) {
            branches.put(Repository.shortenRefName(name), id.name());
          }
        });
    return new Heads(
        branches, Optional.ofNullable(refs.get(Constants.HEAD)).map(ObjectId::name), true);
  }

  private Map<String, ObjectId> refs() {
    Map<String, ObjectId> refs = remote.refs(clone);
    asked = Optional.of(refs);
    return refs;
  }

  private Optional<String> ref(Map<String, ObjectId> refs, Optional<String> revision) {
    String name = revision.orElse("HEAD");
    List<String> named =
        options.tagsFirst()
            ? List.of("refs/tags/" + name, "refs/heads/" + name)
            : List.of("refs/heads/" + name, "refs/tags/" + name);
    return Stream.of(List.of(name), named, List.of("refs/" + name))
        .flatMap(List::stream)
        .filter(refs::containsKey)
        .findFirst();
  }

  private RevCommit fetchRef(String name, ObjectId id) throws IOException {
    String shortName = Repository.shortenRefName(name);
    if (clone.getObjectDatabase().has(id)) {
      return commit(id, shortName);
    }
    options.progress().accept("Fetching %s from %s".formatted(shortName, url.shown()));
    String local = local(id);
    remote.fetchShallow(clone, new RefSpec("+" + name + ":" + local));
    // The branch may have moved on since the server named its commit.
    ObjectId fetched = clone.resolve(local);
    if (fetched == null) {
      throw new IOException("the fetch returned nothing");
    }
    return commit(fetched, shortName);
  }

  private RevCommit fetchId(ObjectId id) throws IOException {
    Map<String, ObjectId> refs = refs();
    options.progress().accept("Fetching %s from %s".formatted(id.name(), url.shown()));
    try {
      remote.fetchShallow(clone, new RefSpec("+" + id.name() + ":" + local(id)));
    } catch (IOException e) {
      // Old servers serve only what a branch or tag points to: take the whole history.
      fetchAll(refs);
    }
    if (!clone.getObjectDatabase().has(id)) {
      throw UnknownRevision.unknown(id.name(), url.shown(), names(refs));
    }
    return commit(id, id.name());
  }

  private RevCommit abbreviated(String revision, Map<String, ObjectId> refs) throws IOException {
    Optional<ObjectId> known = resolve(revision);
    if (known.isEmpty()) {
      options.progress().accept("Fetching the history of " + url.shown());
      fetchAll(refs);
      known = resolve(revision);
    }
    return commit(
        known.orElseThrow(() -> UnknownRevision.unknown(revision, url.shown(), names(refs))),
        revision);
  }

  private Optional<ObjectId> resolve(String revision) throws IOException {
    List<ObjectId> commits = new ArrayList<>();
    try (ObjectReader reader = clone.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      Collection<ObjectId> found = reader.resolve(AbbreviatedObjectId.fromString(revision));
      for (ObjectId id : found) {
        try {
          commits.add(walk.parseCommit(id));
        } catch (IncorrectObjectTypeException e) {
          // a tree or a file whose id starts alike
        }
      }
    }
    if (commits.size() > 1) {
      throw UnknownRevision.ambiguous(revision, url.shown());
    }
    return commits.stream().findFirst();
  }

  private void fetchAll(Map<String, ObjectId> refs) throws IOException {
    List<RefSpec> specs = new ArrayList<>();
    refs.forEach(
        (name, id) -> {
          if (isNamed(name)) {
            specs.add(new RefSpec("+" + name + ":" + local(id)));
          }
        });
    if (!specs.isEmpty()) {
      remote.fetchAll(clone, specs);
    }
  }

  private RevCommit commit(ObjectId id, String revision) throws IOException {
    try (RevWalk walk = new RevWalk(clone)) {
      return walk.parseCommit(id);
    } catch (IncorrectObjectTypeException e) {
      throw UnknownRevision.noCommit(revision, url.shown());
    }
  }

  /// Named by what it points to, so that names of branches never stand in each other's way.
  private static String local(ObjectId id) {
    return "refs/drift/" + id.name();
  }

  private static List<String> names(Map<String, ObjectId> refs) {
    return refs.keySet().stream()
        .filter(RemoteCommit::isNamed)
        .map(Repository::shortenRefName)
        .toList();
  }

  private static boolean isNamed(String ref) {
    return ref.startsWith("refs/heads/") || ref.startsWith("refs/tags/");
  }
}
