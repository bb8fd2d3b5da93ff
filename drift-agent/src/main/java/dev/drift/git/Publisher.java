package dev.drift.git;

import dev.drift.git.publish.Appending;
import dev.drift.git.publish.Change;
import dev.drift.git.publish.ForkPoint;
import dev.drift.git.publish.Line;
import dev.drift.git.publish.Publishing;
import dev.drift.git.publish.Pushed;
import dev.drift.git.publish.RemoteRefs;
import dev.drift.git.remote.CloneCache;
import dev.drift.git.remote.GitSettings;
import dev.drift.git.remote.Remote;
import dev.drift.git.remote.RemoteErrors;
import dev.drift.git.repository.RepoUrl;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Publishes changes on branches of a repository behind a URL.
///
/// Nothing is checked out, and no hook, filter or attribute takes part. No branch is ever forced.
/// Safe for use by several threads and processes, on several machines.
public final class Publisher {
  private final GitSettings settings;
  private final Runnable beforePush;

  /// @param beforePush is called before each push
  public Publisher(GitSettings settings, Runnable beforePush) {
    this.settings = settings;
    this.beforePush = beforePush;
    QuietSystem.install();
  }

  /// The branches and tags of a repository.
  ///
  /// @param repo its URL
  /// @throws DriftException if it is not a URL, out of reach, or refuses
  public RemoteRefs refs(String repo) {
    RepoUrl url = url(repo);
    Remote remote = new Remote(url, settings);
    try {
      return new CloneCache(settings).use(url, clone -> RemoteRefs.read(remote, clone));
    } catch (IOException | UncheckedIOException e) {
      throw RemoteErrors.of(url, e, remote.askedForLogin());
    }
  }

  /// Commits a change on its branch and pushes it, unless that was done before.
  ///
  /// @param repo the URL of the repository
  /// @throws DriftException if it is not a URL, out of reach, or refuses; nothing was pushed then
  public Pushed publish(String repo, Change change) {
    RepoUrl url = url(repo);
    Remote remote = new Remote(url, settings);
    try {
      Optional<String> fork = fork(url, remote, change);
      return new CloneCache(settings)
          .use(
              url,
              clone ->
                  new Publishing(clone, remote, url, settings, change, fork, beforePush).publish());
    } catch (IOException | UncheckedIOException e) {
      throw RemoteErrors.of(url, e, remote.askedForLogin());
    }
  }

  /// Appends a line to a file on a branch and pushes it, unless it is the last one already.
  ///
  /// @param repo the URL of the repository
  /// @throws DriftException if it is not a URL, out of reach, or refuses; nothing was pushed then
  public Pushed append(String repo, Line line) {
    RepoUrl url = url(repo);
    Remote remote = new Remote(url, settings);
    try {
      return new CloneCache(settings)
          .use(
              url, clone -> new Appending(clone, remote, url, settings, line, beforePush).append());
    } catch (IOException | UncheckedIOException e) {
      throw RemoteErrors.of(url, e, remote.askedForLogin());
    }
  }

  private Optional<String> fork(RepoUrl url, Remote remote, Change change) throws IOException {
    return change.branch().base().equals(change.branch().target())
        ? Optional.empty()
        : new CloneCache(settings)
            .useHistory(url, clone -> new ForkPoint(clone, remote).of(change.branch()));
  }

  private static RepoUrl url(String repo) {
    if (!RepoUrl.is(repo)) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "%s is a folder; Drift pushes branches only to a repository with a URL."
                  .formatted(RepoUrl.shown(repo))));
    }
    return RepoUrl.parse(repo);
  }
}
