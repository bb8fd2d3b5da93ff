package dev.drift.git;

import static dev.drift.git.GitRepo.configMap;
import static dev.drift.git.Reads.paths;
import static dev.drift.git.Reads.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.repository.KnownContent;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.Problem;
import dev.drift.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Work trees, plain folders and bare repositories of this machine.
class FolderTest {
  @TempDir Path temp;

  private Reads reads;
  private GitRepo repo;

  @BeforeEach
  void create() {
    reads = new Reads(temp);
    repo = GitRepo.create(temp.resolve("repo"));
  }

  private String folder() {
    return repo.folder().toString();
  }

  @Test
  void readsAWorkTreeAsItStandsAndNamesWhatIsNotCommitted() {
    repo.write("same.yaml", configMap("same", "1"))
        .write("changed.yaml", configMap("changed", "1"))
        .write("gone.yaml", configMap("gone", "1"))
        .write(".gitignore", "ignored/\n*.tmp.yaml\n!kept.tmp.yaml\n")
        .write("readme.md", "text");
    String commit = repo.commit();
    repo.write("changed.yaml", configMap("changed", "2"))
        .write("new/new.json", "{}")
        .write("ignored/a.yaml", configMap("ignored", "1"))
        .write("x.tmp.yaml", "a: 1")
        .write("kept.tmp.yaml", "a: 1")
        .write("readme.md", "other text");
    repo.git("rm", "-q", "gone.yaml");

    Reading reading = reads.open(folder());

    assertThat(paths(reading))
        .containsExactly("changed.yaml", "kept.tmp.yaml", "new/new.json", "same.yaml");
    assertThat(text(reading, "changed.yaml")).contains("key: 2");
    assertThat(reading.commit()).contains(commit);
    assertThat(reading.uncommitted())
        .containsExactly("changed.yaml", "gone.yaml", "kept.tmp.yaml", "new/new.json");
    assertThat(reading.problems()).isEmpty();
  }

  /// Deployers name what they deploy by its URL.
  @Test
  void namesTheRemotesOfTheRepositoryWithoutPasswords() {
    repo.write("web/a.yaml", configMap("a", "1"));
    repo.commit();
    repo.git("remote", "add", "origin", "https://bob:hunter2@git.example.com/org/platform.git");
    repo.git("remote", "add", "backup", "git@backup.example.com:org/platform");

    assertThat(remotes(folder()))
        .hasSize(2)
        .noneMatch(it -> it.contains("hunter2"))
        .anyMatch(it -> it.contains("git.example.com/org/platform"))
        .anyMatch(it -> it.contains("backup.example.com"));
    // Of a folder within, paths are not those of the repository.
    assertThat(remotes(repo.folder().resolve("web").toString())).isEmpty();
  }

  private List<String> remotes(String folder) {
    return reads
        .sources()
        .read(
            new SourceSpec(folder, Optional.empty()),
            KnownContent.NONE,
            checkout -> checkout.remotes());
  }

  @Test
  void aCleanWorkTreeHasNothingUncommittedWhateverItsConfigurationConverts() throws Exception {
    repo.write("crlf.yaml", "a: 1\r\nb: |\r\n  text\r\n").write("run.yaml", "a: 1\n");
    repo.commit();
    Path proof = temp.resolve("ran");
    repo.git("config", "core.autocrlf", "true");
    repo.git("config", "filter.evil.clean", "touch " + proof + "; cat");
    repo.git("config", "filter.evil.smudge", "touch " + proof + "; cat");
    repo.git("config", "core.fsmonitor", "touch " + proof);
    repo.write(".git/info/attributes", "*.yaml filter=evil text eol=lf\n");
    repo.write(".git/hooks/post-reading", "#!/bin/sh\ntouch " + proof + "\n");
    Files.setPosixFilePermissions(
        repo.folder().resolve(".git/hooks/post-reading"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));

    Reading reading = reads.open(folder());
    Reading committed = reads.at(folder(), "main");

    assertThat(text(reading, "crlf.yaml")).isEqualTo("a: 1\r\nb: |\r\n  text\r\n");
    assertThat(text(committed, "crlf.yaml")).isEqualTo("a: 1\r\nb: |\r\n  text\r\n");
    assertThat(reading.uncommitted()).isEmpty();
    assertThat(proof).doesNotExist();
  }

  @Test
  void aRevisionIsReadWithoutTouchingTheWorkTree() {
    repo.write("a.yaml", configMap("a", "1"));
    String first = repo.commit();
    repo.git("tag", "-a", "-m", "a tag", "v1");
    repo.write("a.yaml", configMap("a", "2"));
    String second = repo.commit();
    repo.write("a.yaml", configMap("a", "3"));

    assertThat(reads.at(folder(), "v1").commit()).contains(first);
    assertThat(text(reads.at(folder(), first.substring(0, 9)), "a.yaml")).contains("key: 1");
    assertThat(text(reads.at(folder(), "main"), "a.yaml")).contains("key: 2");
    assertThat(reads.at(folder(), "HEAD~1").commit()).contains(first);
    assertThat(reads.at(folder(), second).uncommitted()).isEmpty();
    assertThat(text(reads.open(folder()), "a.yaml")).contains("key: 3");
  }

  /// As `git status` sees it: a committed file is never ignored, and what is not committed in an
  /// ignored folder is, beside committed files too.
  @Test
  void anIgnoredFolderHasItsCommittedFilesOnly() {
    repo.write(".gitignore", "build/\n*.local.yaml\n")
        .write("build/a.yaml", configMap("a", "1"))
        .write("build/sub/b.yaml", configMap("b", "1"))
        .write("build/other.txt", "text")
        .write("c.local.yaml", configMap("c", "1"))
        .write("drawn/d.yaml", "a: 1");
    repo.git("add", "-f", "build", "c.local.yaml");
    repo.commit();
    repo.write("build/new.yaml", "a: 1")
        .write("build/sub/new.yaml", "a: 1")
        .write("build/more/new.yaml", "a: 1")
        .write("drawn/new.local.yaml", "a: 1")
        .write("drawn/new.yaml", "a: 1");

    Reading reading = reads.open(folder());

    assertThat(repo.git("ls-files", "--others", "--exclude-standard")).isEqualTo("drawn/new.yaml");
    assertThat(paths(reading))
        .containsExactly(
            "build/a.yaml", "build/sub/b.yaml", "c.local.yaml", "drawn/d.yaml", "drawn/new.yaml");
    assertThat(reading.uncommitted()).containsExactly("drawn/new.yaml");
  }

  @Test
  void aFolderWithinARepositoryIsItsOwnRoot() {
    repo.write("examples/house/a.yaml", configMap("a", "1")).write("other/b.yaml", "a: 1");
    String commit = repo.commit();
    repo.write("examples/house/c.yaml", "a: 1").write("other/d.yaml", "a: 1");
    String folder = repo.folder().resolve("examples/house").toString();

    Reading reading = reads.open(folder);

    assertThat(paths(reading)).containsExactly("a.yaml", "c.yaml");
    assertThat(reading.commit()).contains(commit);
    assertThat(reading.uncommitted()).containsExactly("c.yaml");
    assertThat(paths(reads.at(folder, "main"))).containsExactly("a.yaml");
  }

  @Test
  void aFolderThatItsRepositoryIgnoresIsAPlainFolder() {
    repo.write(".gitignore", "target/\n");
    repo.commit();
    repo.write("target/demo/a.yaml", "a: 1");

    Reading reading = reads.open(repo.folder().resolve("target/demo").toString());

    assertThat(paths(reading)).containsExactly("a.yaml");
    assertThat(reading.commit()).isEmpty();
  }

  @Test
  void aPlainFolderIsRead() throws Exception {
    Path plain = Files.createDirectories(temp.resolve("plain/sub"));
    Files.writeString(plain.resolve("a.yml"), "a: 1");
    Files.writeString(plain.resolve("b.txt"), "a: 1");

    Reading reading = reads.open(temp.resolve("plain").toString());

    assertThat(paths(reading)).containsExactly("sub/a.yml");
    assertThat(reading.commit()).isEmpty();
    assertThat(reading.uncommitted()).isEmpty();
    Problem refusal = reads.refusal(temp.resolve("plain").toString(), Optional.of("main"));
    assertThat(refusal.code()).isEqualTo(Problem.Code.USAGE);
  }

  @Test
  void aBareRepositoryIsReadAtItsHead() {
    repo.write("a.yaml", "a: 1");
    String commit = repo.commit();
    GitRepo bare = repo.bare(temp.resolve("bare.git"));

    Reading reading = reads.open(bare.folder().toString());

    assertThat(paths(reading)).containsExactly("a.yaml");
    assertThat(reading.commit()).contains(commit);
  }

  @Test
  void aLinkedWorkTreeIsRead() {
    repo.write("a.yaml", "a: 1");
    String commit = repo.commit();
    repo.git("worktree", "add", "-q", "-b", "other", temp.resolve("linked").toString());

    Reading reading = reads.open(temp.resolve("linked").toString());

    assertThat(reading.commit()).contains(commit);
    assertThat(reading.uncommitted()).isEmpty();
    assertThat(paths(reading)).containsExactly("a.yaml");
  }

  @Test
  void aRepositoryBeforeItsFirstCommitIsRead() {
    repo.write("a.yaml", "a: 1");

    Reading reading = reads.open(folder());

    assertThat(reading.commit()).isEmpty();
    assertThat(reading.uncommitted()).containsExactly("a.yaml");
  }

  @Test
  void filesOfGitLfsCountAsCommittedWhereTheirPointerSaysSo() {
    String content = configMap("large", "1");
    String sum = Sha256.hex(content);
    repo.write(
        "large.yaml",
        "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
            .formatted(sum, content.length()));
    repo.commit();
    repo.write("large.yaml", content);

    assertThat(reads.open(folder()).uncommitted()).isEmpty();
  }

  @Test
  void leavesNoTraceInTheRepository() throws Exception {
    repo.write("a.yaml", "a: 1");
    repo.commit();
    List<String> before = listing();

    reads.open(folder());
    reads.at(folder(), "main");

    assertThat(listing()).isEqualTo(before);
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(repo.folder())) {
      return files.map(file -> file + " " + file.toFile().lastModified()).sorted().toList();
    }
  }

  @Test
  void unknownRevisionsNameThoseThatAreClose() {
    repo.write("a.yaml", "a: 1");
    repo.commit();
    repo.git("branch", "release_v1.2");

    assertThat(reads.refusal(folder(), Optional.of("release_v1.3")))
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Problem.Code.UNKNOWN_REVISION);
              assertThat(problem.message())
                  .contains("release_v1.3")
                  .contains("did you mean release_v1.2?");
            });
    assertThat(reads.refusal(folder(), Optional.of("~^bad..")).code())
        .isEqualTo(Problem.Code.UNKNOWN_REVISION);
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Problem refusal = reads.refusal(temp.resolve("nothing").toString(), Optional.empty());

    assertThat(refusal.code()).isEqualTo(Problem.Code.PATH_NOT_FOUND);
    assertThat(refusal.message()).contains("nothing");
  }
}
