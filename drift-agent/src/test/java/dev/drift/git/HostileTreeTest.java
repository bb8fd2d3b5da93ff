package dev.drift.git;

import static dev.drift.git.GitRepo.configMap;
import static dev.drift.git.Reads.paths;
import static dev.drift.git.Reads.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.tree.TreeLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Links, sizes and paths that would lead elsewhere; on disk and in a commit alike.
class HostileTreeTest {
  @TempDir Path temp;

  private Reads reads;
  private GitRepo repo;

  @BeforeEach
  void create() throws Exception {
    reads = new Reads(temp);
    repo = GitRepo.create(temp.resolve("repo"));
    Files.writeString(temp.resolve("outside.yaml"), "secret: outside");
  }

  /// As it stands on disk, and committed.
  private List<Reading> both(String... paths) {
    repo.commit();
    String folder = repo.folder().toString();
    return List.of(
        reads.open(folder, java.util.Optional.empty(), paths), reads.at(folder, "main", paths));
  }

  @Test
  void aLinkOutOfTheRepositoryIsAProblemAndNotFollowed() {
    repo.write("a/a.yaml", "a: 1")
        .link("a/up.yaml", "../../outside.yaml")
        .link("a/absolute.yaml", temp.resolve("outside.yaml").toString())
        .link("folder", "..")
        .link("a/through.yaml", "../folder/outside.yaml");

    for (Reading reading : both()) {
      assertThat(paths(reading)).containsExactly("a/a.yaml");
      assertThat(reading.problems())
          .extracting(Problem::code)
          .containsOnly(Problem.Code.PATH_OUTSIDE_REPOSITORY);
      assertThat(reading.problems())
          .extracting(problem -> problem.place().orElseThrow().file())
          .containsExactly("a/absolute.yaml", "a/through.yaml", "a/up.yaml", "folder");
    }
  }

  @Test
  void aLinkWithinTheRepositoryIsRead() {
    repo.write("base/text.tpl", configMap("a", "1"))
        .write("base/b.yaml", "b: 1")
        .link("a.yaml", "base/text.tpl")
        .link("again.yaml", "base/b.yaml")
        .link("folder", "base")
        .link("through.yaml", "folder/text.tpl")
        .link("loop.yaml", "loop.yaml")
        .link("nothing.yaml", "nowhere");

    for (Reading reading : both()) {
      assertThat(paths(reading)).containsExactly("a.yaml", "base/b.yaml", "through.yaml");
      assertThat(text(reading, "through.yaml")).contains("name: a");
      assertThat(reading.skipped())
          .extracting(Skipped::reason)
          .containsExactly(
              "It is a link to base/b.yaml, which is read directly.",
              "It is a link to a folder; pass that folder with --path to read it.",
              "It is a link that leads to itself.");
      assertThat(reading.problems())
          .extracting(Problem::message)
          .containsExactly("nothing.yaml is a link to a file that does not exist.");
      assertThat(reading.uncommitted()).isEmpty();
    }
  }

  @Test
  void pathsThatLeadOutOrNowhereAreToldTogether() {
    repo.write("a/a.yaml", "a: 1").write("readme.md", "text").link("out", "..").link("in", "a");

    for (Reading reading :
        both("../x", "/etc", "nothing", "a/../../b", "out", "readme.md", "in", "a/./a.yaml")) {
      assertThat(reading.problems())
          .extracting(problem -> problem.code() + " " + problem.message())
          .containsExactly(
              "PATH_OUTSIDE_REPOSITORY The path ../x is outside the repository.",
              "PATH_OUTSIDE_REPOSITORY The path /etc is outside the repository.",
              "PATH_NOT_FOUND The path nothing is not in the repository; check --path.",
              "PATH_OUTSIDE_REPOSITORY The path a/../../b is outside the repository.",
              "PATH_OUTSIDE_REPOSITORY The path out is a link that leads out of the repository.",
              "USAGE The path readme.md is not a manifest; expected a .yaml, .yml or .json"
                  + " file.");
      assertThat(paths(reading)).containsExactly("a/a.yaml");
    }
  }

  @Test
  void aLargeFileIsNamedWithBothSizesAndTheRestIsRead() {
    repo.write("large.yaml", "a".repeat(2001)).write("small.yaml", "a".repeat(2000));
    reads.limits(new TreeLimits(2000, 10, 100_000));

    for (Reading reading : both()) {
      assertThat(paths(reading)).containsExactly("small.yaml");
      assertThat(reading.problems()).hasSize(1);
      assertThat(reading.problems().getFirst().code()).isEqualTo(Problem.Code.FILE_TOO_LARGE);
      assertThat(reading.problems().getFirst().message())
          .isEqualTo("large.yaml has 2,001 bytes; the limit is 2,000. Split it.");
      assertThat(reading.problems().getFirst().place().orElseThrow().line()).isEqualTo(1);
    }
  }

  @Test
  void tooManyFilesAndTooManyBytesAreProblems() {
    for (int i = 0; i < 12; i++) {
      repo.write(i + ".yaml", "a: 1").write(i + ".txt", "text");
    }
    reads.limits(new TreeLimits(2000, 10, 100_000));
    assertThat(both())
        .allSatisfy(
            reading ->
                assertThat(reading.problems())
                    .extracting(Problem::message)
                    .containsExactly(
                        "There are 12 manifests; the limit is 10. Select fewer with --path."));

    reads.limits(new TreeLimits(2000, 100, 20));
    assertThat(both())
        .allSatisfy(
            reading ->
                assertThat(reading.problems())
                    .extracting(Problem::message)
                    .containsExactly(
                        "The manifests have 48 bytes in total; the limit is 20. Select fewer with"
                            + " --path."));
  }

  @Test
  void submodulesAreSkippedWithAReason() {
    GitRepo other = GitRepo.create(temp.resolve("other"));
    other.write("x.yaml", "x: 1");
    other.commit();
    repo.write("a.yaml", "a: 1");
    repo.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        other.folder().toString(),
        "sub");

    for (Reading reading : both()) {
      assertThat(paths(reading)).containsExactly("a.yaml");
      assertThat(reading.skipped())
          .extracting(skipped -> skipped.place().file())
          .containsExactly("sub");
    }
  }

  /// It may hold a password.
  @Test
  void aLinkToGitsOwnFolderLeadsNowhere() {
    repo.link("a.yaml", ".git/config");
    repo.commit();

    Reading reading = reads.open(repo.folder().toString(), java.util.Optional.empty());

    assertThat(paths(reading)).isEmpty();
    assertThat(reading.problems())
        .extracting(Problem::message)
        .containsExactly("a.yaml is a link to a file that does not exist.");
  }

  @Test
  void pipesAreNotReadAndGitsOwnFolderIsNot() {
    repo.write("a.yaml", "a: 1").write(".git/x.yaml", "a: 1");
    repo.commit();
    GitRepo.run(repo.folder(), "mkfifo", "pipe.yaml");

    Reading reading = reads.open(repo.folder().toString());

    assertThat(paths(reading)).containsExactly("a.yaml");
    assertThat(reading.skipped())
        .extracting(Skipped::reason)
        .containsExactly("It is not a regular file.");
  }
}
