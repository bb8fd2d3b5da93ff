package dev.drift.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.git.publish.Change;
import dev.drift.git.publish.Identity;
import dev.drift.git.publish.Pushed;
import dev.drift.git.publish.SigningKey;
import dev.drift.git.remote.GitSettings;
import dev.drift.model.branch.BranchScheme;
import dev.drift.model.branch.ChangeBranch;
import dev.drift.tree.TreeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A repository on a real server, a person who works in it, and agents that publish changes to it,
/// each with a cache of its own.
public final class PublishCase {
  public static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  private final Path folder;
  private final GitRepo person;
  private final GitRepo bare;
  private final List<String> progress = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  private PublishCase(Path folder, GitRepo person, GitRepo bare) {
    this.folder = folder;
    this.person = person;
    this.bare = bare;
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin"));
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
  }

  /// With a branch `main` that has `app.yaml` and an executable `run.sh`, served as `repo.git`.
  public static PublishCase in(Path folder) {
    return in(folder, "repo.git");
  }

  public static PublishCase in(Path folder, String name) {
    GitRepo person = GitRepo.create(folder.resolve("person"));
    person.write("app.yaml", "replicas: 2\n").write("other.yaml", "a: 1\n");
    person.write("deep/er/one.yaml", "b: 1\n").write("run.sh", "#!/bin/sh\n");
    person.git("add", "-A");
    person.git("update-index", "--chmod=+x", "run.sh");
    person.git("commit", "-q", "-m", "first");
    person.git("reset", "-q", "--hard");
    GitRepo bare = person.bare(folder.resolve("served").resolve(name));
    bare.git("config", "http.receivepack", "true");
    person.git("remote", "add", "origin", bare.folder().toString());
    return new PublishCase(folder, person, bare);
  }

  public Path served() {
    return folder.resolve("served");
  }

  public GitRepo bare() {
    return bare;
  }

  public GitRepo person() {
    return person;
  }

  List<String> progress() {
    return progress;
  }

  PublishCase with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// A person commits a file on a branch of the server.
  ///
  /// @return the commit
  public String commit(String branch, String path, String content) {
    person.git("fetch", "-q", "origin");
    person.git("checkout", "-q", "-B", "work", "origin/" + branch);
    person.write(path, content);
    String commit = person.commit();
    person.git("push", "-q", "origin", "work:refs/heads/" + branch);
    return commit;
  }

  public PublishCase cut(String branch, String from) {
    bare.git("branch", branch, from);
    return this;
  }

  public String at(String revision) {
    return bare.git("rev-parse", "--verify", "-q", revision);
  }

  /// What a file holds, byte for byte.
  public String show(String revision, String path) {
    return bare.git("cat-file", "-p", revision + ":" + path);
  }

  public void hook(String name, String script) throws IOException {
    Path hook = bare.folder().resolve("hooks").resolve(name);
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  public GitSettings settings(String agent) {
    return new GitSettings(
        folder.resolve("cache-" + agent),
        TreeLimits.DEFAULT,
        environment,
        progress::add,
        Duration.ofSeconds(20));
  }

  Publisher agent(String name) {
    return new Publisher(settings(name), () -> {});
  }

  Pushed publish(String url, Change change) {
    return agent("a").publish(url, change);
  }

  /// A change of `app.yaml` in a branch, named by the convention, made from where it is now.
  Change change(String target, String content) {
    return change(target, Map.of("app.yaml", Optional.of(content)));
  }

  Change change(String target, Map<String, Optional<String>> files) {
    List<String> names = bare.git("branch", "--format=%(refname:short)").lines().toList();
    Map<String, Optional<byte[]>> bytes = new HashMap<>();
    files.forEach((path, content) -> bytes.put(path, content.map(it -> it.getBytes(UTF_8))));
    return new Change(
        ChangeBranch.of(List.of(BranchScheme.CONVENTION), names, target, "drift-app-1"),
        at(target),
        bytes,
        "Adopt replicas\n\nSomebody scaled it.\n\nDrift-Fingerprint: %s\nDrift-Run: run-1"
            .formatted("ab".repeat(32)),
        Identity.DEFAULT,
        NOW,
        Optional.empty());
  }

  static Change signed(Change change, SigningKey key) {
    return new Change(
        change.branch(),
        change.commit(),
        change.files(),
        change.message(),
        change.identity(),
        change.time(),
        Optional.of(key));
  }
}
