package dev.drift.source.kustomize;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.Fetcher;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fetches the bases and files of a build that are elsewhere, and those that they name in turn.
/// They become part of the private copy, and the entries lead there: kustomize itself asks nobody.
final class RemoteBases {
  private static final String FOLDER = ".fetched";
  private static final int MOST = 50;
  private static final long MOST_BYTES = 64L << 20;

  private final Fetcher fetcher;
  private final DocumentReader reader;
  private final String folder;

  /// Where each repository is in the private copy.
  private final Map<Repository, String> repositories = new HashMap<>();

  private int count;
  private long bytes;

  private record Repository(String url, String revision) {}

  /// An entry of a kustomization in the private copy.
  ///
  /// @param within the folder of its repository there; empty for that of the source
  /// @param place the entry of the source that led to it
  private record Open(
      String within, KustomizationTree.Remote remote, KustomizationTree.Remote place) {
    String file() {
      return TreePath.join(within, remote.file());
    }
  }

  /// @param paths of the tree, which no fetched file gets
  RemoteBases(Fetcher fetcher, DocumentReader reader, Set<String> paths) {
    this.fetcher = fetcher;
    this.reader = reader;
    String free = FOLDER;
    while (isTaken(free, paths)) {
      free += "-";
    }
    this.folder = free;
  }

  private static boolean isTaken(String name, Set<String> paths) {
    return paths.stream().anyMatch(it -> TreePath.isWithin(it, name));
  }

  /// What came of one entry.
  private sealed interface Result {
    /// @param path of the base or file in the private copy
    record Fetched(String path, List<KustomizationTree.Remote> more, String within)
        implements Result {}

    /// @param why a clause
    record Refused(String why) implements Result {}
  }

  void addTo(KustomizationTree.Collected all) {
    Deque<Open> open = new ArrayDeque<>();
    all.remote.forEach(it -> open.add(new Open("", it, it)));
    Map<String, Result> known = new HashMap<>();
    while (!open.isEmpty() && all.refusal().isEmpty()) {
      Open one = open.removeFirst();
      String key =
          one.remote().entry() instanceof RemoteEntry.File
              ? one.file() + " " + one.remote().entry()
              : one.remote().entry().toString();
      Result result = known.get(key);
      boolean isNew = result == null;
      if (result == null) {
        result = ++count > MOST ? tooMany() : fetch(one, all);
        known.put(key, result);
      }
      switch (result) {
        case Result.Refused(String why) ->
            all.refused(
                new KustomizationTree.Refusal(
                    one.place().file(),
                    one.place().reference().line(),
                    "%s names %s%s, and %s"
                        .formatted(
                            one.place().reference().field(),
                            KustomizationTree.shown(one.place().reference().text()),
                            one.within().isEmpty()
                                ? ""
                                : ", whose %s names %s"
                                    .formatted(
                                        one.remote().file(),
                                        KustomizationTree.shown(one.remote().reference().text())),
                            why)));
        case Result.Fetched(String path, var more, String within) -> {
          lead(all, one, path);
          if (isNew) {
            more.forEach(it -> open.add(new Open(within, it, one.place())));
          }
        }
      }
    }
  }

  private static Result tooMany() {
    return new Result.Refused("more than %d bases and files would be fetched".formatted(MOST));
  }

  private Result fetch(Open one, KustomizationTree.Collected all) {
    return switch (one.remote().entry()) {
      case RemoteEntry.File(String url) -> file(one, url, all);
      case RemoteEntry.Base base -> base(base, all);
    };
  }

  /// Beside the kustomization: kustomize reads no files elsewhere.
  private Result file(Open one, String url, KustomizationTree.Collected all) {
    return switch (fetcher.file(url)) {
      case Fetcher.FileAnswer.Unknown(String why) -> new Result.Refused(why);
      case Fetcher.FileAnswer.Found(byte[] content) -> {
        String path =
            TreePath.join(TreePath.parent(one.file()), "%s-%d.yaml".formatted(folder, count));
        yield add(new SourceFile(path, content), all)
            ? new Result.Fetched(path, List.of(), "")
            : tooMuch();
      }
    };
  }

  private Result base(RemoteEntry.Base base, KustomizationTree.Collected all) {
    Fetcher.RepositoryAnswer<Optional<KustomizationTree.Collected>> answer =
        fetcher.repository(
            base.url(),
            base.revision(),
            (tree, _) -> {
              KustomizationTree files = KustomizationTree.of(tree, reader, Fetcher.NONE);
              Optional<KustomizationFile> found = files.in(base.folder());
              return found.isEmpty()
                  ? Optional.empty()
                  : Optional.of(files.collect(found.get(), List.of()));
            });
    return switch (answer) {
      case Fetcher.RepositoryAnswer.Unknown<Optional<KustomizationTree.Collected>>(String why) ->
          new Result.Refused(why);
      case Fetcher.RepositoryAnswer.Found<Optional<KustomizationTree.Collected>>(
              var collected,
              var _) ->
          collected.isEmpty()
              ? new Result.Refused("there is no kustomization")
              : added(base, collected.get(), all);
    };
  }

  private Result added(
      RemoteEntry.Base base, KustomizationTree.Collected found, KustomizationTree.Collected all) {
    if (found.refusal().isPresent()) {
      KustomizationTree.Refusal refusal = found.refusal().get();
      return new Result.Refused(
          "%s:%d is not usable there: %s".formatted(refusal.file(), refusal.line(), refusal.why()));
    }
    Repository repository = new Repository(base.url(), base.revision());
    String within =
        repositories.computeIfAbsent(
            repository, _ -> TreePath.join(folder, Integer.toString(repositories.size())));
    for (SourceFile file : found.files.values()) {
      SourceFile understood = found.understood.getOrDefault(file.path(), file);
      if (!add(new SourceFile(TreePath.join(within, file.path()), understood.content()), all)) {
        return tooMuch();
      }
    }
    for (KustomizationFile one : found.kustomizations.values()) {
      String path = TreePath.join(within, one.file().path());
      KustomizationFile moved =
          new KustomizationFile(
              new SourceFile(path, one.file().content()),
              one.content(),
              one.places(),
              one.inline());
      all.kustomizations.putIfAbsent(path, moved);
      all.fetched.add(path);
    }
    all.and(found);
    String path = base.folder().isEmpty() ? within : TreePath.join(within, base.folder());
    return new Result.Fetched(path, found.remote, within);
  }

  private boolean add(SourceFile file, KustomizationTree.Collected all) {
    bytes += file.content().length;
    all.files.put(file.path(), file);
    all.fetched.add(file.path());
    return bytes <= MOST_BYTES;
  }

  private static Result tooMuch() {
    return new Result.Refused(
        "more than %d MiB of bases and files would be fetched".formatted(MOST_BYTES >> 20));
  }

  /// Makes the entry lead to the private copy.
  private static void lead(KustomizationTree.Collected all, Open one, String target) {
    KustomizationFile file = all.kustomizations.get(one.file());
    if (file == null) {
      return;
    }
    String field = one.remote().reference().field();
    Value wanted = Value.of(one.remote().reference().text());
    Value path = Value.of(relative(TreePath.parent(one.file()), target));
    List<Value> items =
        file.content().list(field).stream().map(it -> it.equals(wanted) ? path : it).toList();
    all.kustomizations.put(one.file(), file.with(file.content().with(field, new Value.Arr(items))));
  }

  /// The path of a file or folder as it is seen from a folder; both from the root.
  private static String relative(String from, String to) {
    if (TreePath.isWithin(to, from) && !to.equals(from)) {
      return "./" + (from.isEmpty() ? to : to.substring(from.length() + 1));
    }
    String up = from.isEmpty() ? "" : "../".repeat(from.split("/").length);
    return up + to;
  }
}
