package dev.drift.git;

import static dev.drift.git.GitRepo.configMap;
import static dev.drift.git.Reads.paths;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders on this machine whose `.git` comes from somebody else.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileRepositoryTest {
  @TempDir Path temp;

  private Reads reads;
  private GitRepo repo;

  @BeforeEach
  void create() {
    reads = new Reads(temp);
    repo = GitRepo.create(temp.resolve("repo"));
    repo.write("a.yaml", configMap("a", "1"));
    repo.commit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config",
        "HEAD",
        "packed-refs",
        "info/exclude",
        "objects/info/alternates",
        "shallow",
        "refs/heads/main",
        "refs/heads/other",
        "objects/pack/pack-1.idx",
        "objects/00/00"
      })
  void aPipeIsNotReadAndNotWaitedFor(String name) throws Exception {
    Path file = repo.folder().resolve(".git").resolve(name);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    refused(".git/" + name + " is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "HEAD", "packed-refs", "info/exclude", "objects", "refs/heads"})
  void aLinkOutOfTheRepositoryIsNotFollowed(String name) throws IOException {
    GitRepo other = GitRepo.create(temp.resolve("other"));
    other.write("secret.yaml", configMap("secret", "1"));
    other.commit();
    other.git("pack-refs", "--all");
    Path file = repo.folder().resolve(".git").resolve(name);
    move(file);
    Files.createSymbolicLink(file, other.folder().resolve(".git").resolve(name));

    refused(".git/" + name + " is ");
  }

  @Test
  void theWholeRepositoryIsNotALinkEither() throws IOException {
    GitRepo other = GitRepo.create(temp.resolve("other"));
    other.write("secret.yaml", configMap("secret", "1"));
    other.commit();
    move(repo.folder().resolve(".git"));
    Files.createSymbolicLink(repo.folder().resolve(".git"), other.folder().resolve(".git"));

    refused(".git is neither a folder nor a regular file");
  }

  @Test
  void aGitFileThatNamesAnothersRepositoryIsNotFollowed() throws IOException {
    GitRepo other = GitRepo.create(temp.resolve("other"));
    other.write("secret.yaml", configMap("secret", "1"));
    other.commit();
    move(repo.folder().resolve(".git"));
    repo.write(".git", "gitdir: " + other.folder().resolve(".git") + "\n");

    refused(".git points to a repository that does not point back to it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gitdir: nowhere", "gitdir: \u0000", "", "words"})
  void aGitFileThatNamesNothingIsSaid(String text) throws IOException {
    move(repo.folder().resolve(".git"));
    repo.write(".git", text);

    refused(".git does not point to a repository folder");
  }

  @Test
  void objectsOfAnotherRepositoryAreNotRead() {
    GitRepo other = GitRepo.create(temp.resolve("other"));
    other.write("secret.yaml", configMap("secret", "1"));
    String commit = other.commit();
    repo.write(".git/objects/info/alternates", other.folder().resolve(".git/objects") + "\n");
    repo.write(".git/refs/heads/stolen", commit + "\n");

    refused("objects/info/alternates refers to objects of another repository");
    assertThat(reads.refusal(repo.folder().toString(), Optional.of("stolen")).code())
        .isEqualTo(Problem.Code.INVALID_REPOSITORY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[core",
        "no section = 1",
        "[core]\n\trepositoryformatversion = x",
        "[core]\n\trepositoryformatversion = 7",
        "[a \"b]\n",
        "[extensions]\nobjectformat = sha256",
        "\u0000\u0001"
      })
  void aMalformedConfigurationIsSaid(String config) {
    repo.write(".git/config", config);

    refused(".git/config ");
  }

  /// They are legal, and name what Drift never reads or runs.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[include]\npath = /etc/shadow",
        "[include]\npath = /nonexistent",
        "[include]\npath = /dev/zero",
        "[include]\npath = ../pipe",
        "[includeIf \"gitdir:/**\"]\npath = /dev/zero",
        "[core]\nfsmonitor = touch ../ran",
        "[core]\nsshCommand = touch ../ran",
        "[core]\nhooksPath = ..",
        "[core]\nbare = maybe",
        "[core]\nworktree = /etc",
        "[core]\npackedGitLimit = x",
        "[core]\ngitProxy = touch ../ran",
        "[filter \"evil\"]\nclean = touch ../ran\nsmudge = touch ../ran\nrequired = true",
        "[credential]\nhelper = !touch ../ran",
        "[alias]\nx = !touch ../ran",
        "[uploadpack]\npackObjectsHook = touch ../ran",
        "[diff \"x\"]\ntextconv = touch ../ran",
        "[remote \"origin\"]\nuploadpack = touch ../ran\nurl = ext::touch ../ran",
        "[gc]\nauto = 1",
        "[extensions]\nworktreeConfig = true\npartialClone = origin"
      })
  void whatTheConfigurationNamesIsNeitherReadNorRun(String config) throws Exception {
    Path pipe = temp.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String before = Files.readString(repo.folder().resolve(".git/config"));
    repo.write(".git/config", before + config + "\n");
    repo.write(".git/info/attributes", "* filter=evil diff=x\n");
    repo.write("ran", "");

    assertThat(paths(reads.open(repo.folder().toString()))).containsExactly("a.yaml");
    assertThat(paths(reads.at(repo.folder().toString(), "main"))).containsExactly("a.yaml");
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  @Test
  void aSecondWorkTreeIsRead() {
    repo.git("worktree", "add", "-q", "-b", "other", "../second");

    assertThat(paths(reads.open(temp.resolve("second").toString()))).containsExactly("a.yaml");
    assertThat(paths(reads.at(temp.resolve("second").toString(), "main")))
        .containsExactly("a.yaml");
  }

  @Test
  void aSubmoduleIsReadWhereItIsAskedFor() {
    GitRepo outer = GitRepo.create(temp.resolve("outer"));
    outer.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        repo.folder().toString(),
        "inner");
    outer.commit();

    String inner = outer.folder().resolve("inner").toString();
    assertThat(paths(reads.open(inner))).containsExactly("a.yaml");
    assertThat(paths(reads.open(outer.folder().toString()))).isEmpty();
  }

  @Test
  void aRepositoryInAFolderOfItsOwnIsReadWhereItNamesItsWorkTree() {
    GitRepo.run(temp, "git", "init", "-q", "-b", "main", "--separate-git-dir", "apart", "work");
    GitRepo work = new GitRepo(temp.resolve("work"));
    work.write("b.yaml", configMap("b", "1"));
    work.commit();

    assertThat(reads.refusal(work.folder().toString(), Optional.empty()).message())
        .contains("points to a repository that does not point back to it");
    work.git("config", "core.worktree", "../work");
    assertThat(paths(reads.open(work.folder().toString()))).containsExactly("b.yaml");
    assertThat(reads.open(work.folder().toString()).commit()).isPresent();
  }

  @Test
  void refsThatWouldFillTheMemoryAreRefused() throws IOException {
    Path refs = repo.folder().resolve(".git/packed-refs");
    try (var out = Files.newBufferedWriter(refs)) {
      out.write("# pack-refs with: peeled fully-peeled sorted \n");
      String line = "0123456789012345678901234567890123456789 refs/tags/" + "x".repeat(1_000);
      for (int i = 0; i < 70_000; i++) {
        out.write(line + i + "\n");
      }
    }

    refused("packed-refs is larger than 64 MiB");
  }

  @Test
  void manyRefsAreFine() throws IOException {
    String commit = repo.git("rev-parse", "HEAD");
    Path refs = repo.folder().resolve(".git/packed-refs");
    try (var out = Files.newBufferedWriter(refs)) {
      for (int i = 0; i < 200_000; i++) {
        out.write("%s refs/heads/b%06d\n".formatted(commit, i));
      }
    }

    assertThat(paths(reads.open(repo.folder().toString()))).containsExactly("a.yaml");
  }

  private void refused(String what) {
    for (Optional<String> revision : List.of(Optional.<String>empty(), Optional.of("main"))) {
      Problem problem = reads.refusal(repo.folder().toString(), revision);
      assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_REPOSITORY);
      assertThat(problem.message())
          .contains(what)
          .endsWith("so the repository was not read; clone it with git clone and read the clone.");
    }
  }

  private void move(Path file) throws IOException {
    if (Files.exists(file)) {
      Files.move(file, temp.resolve("moved"));
    }
  }
}
