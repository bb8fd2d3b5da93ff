package dev.drift.config;

import dev.drift.model.branch.BranchName;
import dev.drift.policy.action.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `audit` of a `drift.yaml`: where the heads of the audit trail go, and how long it is kept.
final class AuditConfigReader {
  private static final KnownKeys KEYS =
      new KnownKeys(
          "audit",
          List.of("head", "keep"),
          Map.of(),
          Map.of("send", "head", "heads", "head", "retention", "keep"));
  private static final KnownKeys HEAD =
      new KnownKeys(
          "head",
          List.of("channel", "git"),
          Map.of(),
          Map.of("webhook", "channel", "to", "channel", "repo", "git"));
  private static final KnownKeys GIT =
      new KnownKeys(
          "git",
          List.of("repo", "branch", "path", "commits"),
          Map.of(
              "password",
              "a secret must not stand in this file; set DRIFT_GIT_PASSWORD or use a credential helper"),
          Map.of("url", "repo", "revision", "branch", "folder", "path", "file", "path"));

  private final List<Channel> channels;
  private final List<SourceConfig> sources;

  /// @param channels of the same file
  /// @param sources of the same file
  AuditConfigReader(List<Channel> channels, List<SourceConfig> sources) {
    this.channels = channels;
    this.sources = sources;
  }

  AuditConfig read(Mapping audit) {
    audit.check(KEYS);
    Optional<Mapping> head = audit.mapping("head");
    head.ifPresent(
        it -> {
          it.check(HEAD);
          if (!it.has("channel") && !it.has("git")) {
            it.problem("add channel with a channel of type webhook, or git with a repository");
          }
        });
    return new AuditConfig(
        head.flatMap(this::channel),
        head.flatMap(it -> it.mapping("git")).flatMap(this::git),
        keep(audit));
  }

  private Optional<Channel> channel(Mapping head) {
    Optional<String> name = head.text("channel");
    Optional<Channel> channel =
        channels.stream()
            .filter(it -> name.equals(Optional.of(it.name())))
            .filter(it -> it.target() instanceof Channel.Target.Webhook)
            .findFirst();
    if (name.isPresent() && channel.isEmpty()) {
      head.problem(
          "channel",
          "%s is not a channel of type webhook in this file; add it below channels"
              .formatted(name.get()));
    }
    return channel;
  }

  private Optional<HeadBranch> git(Mapping git) {
    git.check(GIT);
    if (!git.has("repo")) {
      git.problem("repo is missing: add the URL of a repository that Drift may push to");
    }
    Optional<String> repo = git.text("repo");
    if (repo.filter(it -> !RepoAddress.isUrl(it) || !RepoAddress.isSupported(it)).isPresent()) {
      git.problem("repo", "repo must be a URL of https, http, ssh, git or file");
      return Optional.empty();
    }
    Optional<String> branch = git.text("branch");
    if (branch.filter(it -> !BranchName.isValid(it)).isPresent()) {
      git.problem("branch", "branch must be the name of a branch");
    }
    Optional<String> folder = git.text("path");
    if (folder.filter(it -> !SourceConfigReader.isPath(it)).isPresent()) {
      git.problem(
          "path",
          "path must be a folder below the root of the repository, without a leading / and without"
              + " ..");
    }
    CommitConfig commits = PublishConfigReader.commits(git).orElse(CommitConfig.NONE);
    String name = branch.orElse(HeadBranch.DEFAULT_NAME);
    repo.ifPresent(it -> checkNotRead(git, it, name));
    return repo.map(
        it ->
            new HeadBranch(
                it,
                name,
                folder.map(path -> path.replaceAll("^(\\./)+|/+$|^\\.$", "")).orElse(""),
                commits));
  }

  /// Each head would be a new commit of the source, and each new commit makes the daemon check,
  /// which gives a new head.
  private void checkNotRead(Mapping git, String repo, String branch) {
    for (SourceConfig source : sources) {
      if (!plain(source.repo()).equals(plain(repo))) {
        continue;
      }
      if (source.revision().isEmpty() && git.has("branch")) {
        git.problem(
            "branch",
            "the source %s reads the default branch of this repository; set its revision, or remove branch to use %s"
                .formatted(source.name(), HeadBranch.DEFAULT_NAME));
      } else if (source.revision().equals(Optional.of(branch))) {
        git.problem(
            "branch",
            "the source %s reads this branch, so that each head would cause a check; choose another one"
                .formatted(source.name()));
      }
    }
  }

  private static String plain(String repo) {
    return repo.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
  }

  private static Optional<Duration> keep(Mapping audit) {
    Optional<String> text = audit.text("keep");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration keep = DurationText.parse(text.get());
      if (keep.compareTo(AuditConfig.SHORTEST) >= 0) {
        return Optional.of(keep);
      }
    } catch (IllegalArgumentException _) {
      // Reported below.
    }
    audit.problem("keep", "keep must be a time of at least 30 days, such as 400d");
    return Optional.empty();
  }
}
