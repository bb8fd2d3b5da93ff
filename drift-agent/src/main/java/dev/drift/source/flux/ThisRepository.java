package dev.drift.source.flux;

import dev.drift.model.Manifest;
import dev.drift.model.branch.RepositoryName;
import dev.drift.model.value.Value;
import dev.drift.net.SafeUrl;
import dev.drift.source.SourceRepository;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides whether a source of Flux is the repository that is read. It is, if
/// 1. the bootstrap deploys itself from it: a Kustomization whose path holds its own file, or
/// 2. the object has the URL of the repository, by which it was read or which its remotes have, and
///    follows what is read of it, or
/// 3. the object has the URL and the revision of the bootstrap's source, or
/// 4. it is called flux-system and declared nowhere: flux-operator and `flux install` create it.
///
/// Whatever else it is, its files are not known here. Of sources that were read from the cluster,
/// only the second counts: all are known with their URLs, and what deploys itself may be elsewhere.
final class ThisRepository {
  private static final String BOOTSTRAP = "flux-system";
  private static final String GIT = "GitRepository";
  private static final Set<String> KINDS = Set.of(GIT, "OCIRepository");

  private final Map<SourceRef, Value.Obj> declared = new HashMap<>();
  private final Set<SourceRef> own;
  private final SourceRepository repository;
  private final boolean fromCluster;

  /// Where the files of a source are that is not what is read.
  enum Files {
    ELSEWHERE,
    /// They may be those that are read, or be made of them.
    PERHAPS_HERE
  }

  /// What is known of a source.
  sealed interface Answer {
    /// @param ignore its `spec.ignore`
    record Yes(Optional<String> ignore) implements Answer {}

    /// It is the repository, at another branch, tag or commit than what is read.
    ///
    /// @param ignore its `spec.ignore`
    /// @param why the second half of a sentence
    record AnotherRevision(Optional<String> ignore, String why) implements Answer {}

    /// @param why the second half of a sentence
    record No(String why, Files files) implements Answer {}
  }

  /// @param sources all GitRepositories and others that are declared
  /// @param own those that the bootstrap deploys itself from
  /// @param repository that is read
  ThisRepository(
      Collection<Manifest> sources, Collection<SourceRef> own, SourceRepository repository) {
    sources.forEach(it -> declare(it));
    this.own = new HashSet<>(own);
    this.repository = repository;
    this.fromCluster = false;
  }

  /// @param sources all that the cluster has
  /// @param repository that is read
  ThisRepository(Collection<Manifest> sources, SourceRepository repository) {
    sources.forEach(it -> declare(it));
    this.own = Set.of();
    this.repository = repository;
    this.fromCluster = true;
  }

  /// Also what is rendered may declare a source; it is more exact than the file.
  void declare(Manifest source) {
    declared.put(SourceRef.to(source), source.content().object("spec"));
  }

  Answer of(SourceRef ref) {
    Optional<Value.Obj> spec = Optional.ofNullable(declared.get(ref));
    if (own.contains(ref)) {
      return new Answer.Yes(spec.flatMap(it -> it.text("ignore")));
    }
    if (!KINDS.contains(ref.kind())) {
      return new Answer.No(
          "its source %s is not a Git repository, so its files are not known".formatted(ref),
          Files.PERHAPS_HERE);
    }
    if (spec.isEmpty() && fromCluster) {
      return new Answer.No(
          "its source %s is not in the cluster".formatted(ref), Files.PERHAPS_HERE);
    }
    if (spec.isEmpty()) {
      return ref.name().equals(BOOTSTRAP)
          ? new Answer.Yes(Optional.empty())
          : new Answer.No(
              "its source %s is declared nowhere, so it may be another repository".formatted(ref),
              Files.PERHAPS_HERE);
    }
    String url = spec.get().text("url").orElse("");
    if (ref.kind().equals(GIT) && repository.isAt(url)) {
      return followsWhatIsRead(spec.get().object("ref"))
          ? new Answer.Yes(spec.get().text("ignore"))
          : anotherRevision(ref, spec.get());
    }
    for (SourceRef each : own) {
      Value.Obj other = declared.getOrDefault(each, Value.Obj.EMPTY);
      if (isSame(url, other.text("url").orElse(""))) {
        return spec.get().get("ref").equals(other.get("ref"))
            ? new Answer.Yes(spec.get().text("ignore"))
            : anotherRevision(ref, spec.get());
      }
    }
    return new Answer.No(
        ref.kind().equals(GIT) && own.isEmpty() && repository.isUnknown()
            ? "its source %s is the repository %s, and the URL of this one is not known"
                .formatted(ref, SafeUrl.of(url))
            : "its source %s is another repository, %s".formatted(ref, SafeUrl.of(url)),
        !ref.kind().equals(GIT) || (own.isEmpty() && repository.isUnknown())
            ? Files.PERHAPS_HERE
            : Files.ELSEWHERE);
  }

  private static Answer anotherRevision(SourceRef ref, Value.Obj spec) {
    return new Answer.AnotherRevision(
        spec.text("ignore"), "its source %s is another revision of the repository".formatted(ref));
  }

  /// The first of these fields that is there counts.
  /// See <https://fluxcd.io/flux/components/source/gitrepositories/#reference>.
  private boolean followsWhatIsRead(Value.Obj ref) {
    for (String field : List.of("commit", "name", "semver", "tag", "branch")) {
      Optional<String> text = ref.text(field).filter(it -> !it.isEmpty());
      if (text.isPresent()) {
        return !field.equals("semver") && repository.isRevision(text.get());
      }
    }
    return true;
  }

  private static boolean isSame(String left, String right) {
    return !left.isEmpty()
        && (left.equals(right)
            || (RepositoryName.of(left).isPresent()
                && RepositoryName.of(left).equals(RepositoryName.of(right))));
  }
}
