package dev.drift.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.git.repository.KnownContent;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.origin.SourceFile;
import dev.drift.tree.FileSelection;
import dev.drift.tree.SourceTree;
import dev.drift.tree.SourceTree.FileRead;
import dev.drift.tree.TreeLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of any name, in a commit, in a work tree and in a plain folder alike.
class SourceTreeTest {
  @TempDir Path temp;

  private Reads reads;
  private GitRepo repo;

  @BeforeEach
  void create() throws Exception {
    reads = new Reads(temp);
    Files.writeString(temp.resolve("outside.txt"), "secret");
    repo = GitRepo.create(temp.resolve("repo"));
    repo.write("chart/Chart.yaml", "name: x")
        .write("chart/templates/_helpers.tpl", "{{ define }}")
        .write("chart/logo.bin", new byte[] {(byte) 0xff, 0, 1})
        .write(".sops.yaml", "rules: []")
        .write("Kustomization", "resources: []")
        .link("chart/values.txt", "../values.txt")
        .write("values.txt", "a: 1")
        .link("up.txt", "../outside.txt")
        .link("loop", "loop");
  }

  /// What is tried on each kind of tree.
  private interface Try {
    void on(SourceTree tree) throws Exception;
  }

  private void onEach(Try one) throws Exception {
    repo.commit();
    Path plain = temp.resolve("plain");
    GitRepo.run(temp, "cp", "-R", repo.folder().toString(), plain.toString());
    GitRepo.run(temp, "rm", "-rf", plain.resolve(".git").toString());
    for (SourceSpec spec :
        List.of(
            new SourceSpec(repo.folder().toString(), Optional.empty()),
            new SourceSpec(repo.folder().toString(), Optional.of("main")),
            new SourceSpec(plain.toString(), Optional.empty()))) {
      String done =
          reads
              .sources()
              .read(
                  spec,
                  KnownContent.NONE,
                  checkout -> {
                    try {
                      one.on(checkout.tree());
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                    return "done";
                  });
      assertThat(done).isEqualTo("done");
    }
  }

  @Test
  void listsFilesOfAnyName() throws Exception {
    onEach(
        tree -> {
          assertThat(tree.list(""))
              .containsExactly(
                  ".sops.yaml",
                  "Kustomization",
                  "chart/Chart.yaml",
                  "chart/logo.bin",
                  "chart/templates/_helpers.tpl",
                  "chart/values.txt",
                  "loop",
                  "up.txt",
                  "values.txt");
          assertThat(tree.list("chart/templates")).containsExactly("chart/templates/_helpers.tpl");
          assertThat(tree.list("nothing")).isEmpty();
          assertThat(tree.list("values.txt")).isEmpty();
        });
  }

  @Test
  void listsNoMoreThanTheLimit() throws Exception {
    reads.limits(new TreeLimits(1_000, 8, 10_000));
    onEach(
        tree -> {
          assertThatThrownBy(() -> tree.list(""))
              .isInstanceOfSatisfying(
                  DriftException.class,
                  refused ->
                      assertThat(refused.problems())
                          .extracting(Problem::code)
                          .containsExactly(Problem.Code.TOO_MANY_FILES));
          assertThat(tree.list("chart")).hasSize(4);
        });
  }

  @Test
  void readsFilesOfAnyNameAndFollowsLinksWithinTheTreeOnly() throws Exception {
    onEach(
        tree -> {
          assertThat(bytes(tree.read("chart/logo.bin"))).containsExactly(0xff, 0, 1);
          assertThat(bytes(tree.read("./chart/../values.txt"))).asString(UTF_8).isEqualTo("a: 1");
          assertThat(bytes(tree.read("chart/values.txt"))).asString(UTF_8).isEqualTo("a: 1");
          assertThat(tree.read("up.txt")).satisfies(SourceTreeTest::isOutside);
          assertThat(tree.read("../outside.txt")).satisfies(SourceTreeTest::isOutside);
          assertThat(tree.read("/etc/passwd")).satisfies(SourceTreeTest::isOutside);
          for (String none : List.of("loop", "chart", "nothing", ".git/config", "values.txt/x")) {
            assertThat(tree.read(none)).as(none).isEqualTo(new FileRead.Missing());
          }
        });
  }

  @Test
  void readsNoMoreThanTheLimits() throws Exception {
    repo.write("large.txt", "x".repeat(101));
    reads.limits(new TreeLimits(100, 3, 20));
    onEach(
        tree -> {
          assertThat(refusal(tree.read("large.txt")).message())
              .isEqualTo("large.txt has 101 bytes; the limit is 100. Split it.");
          assertThat(bytes(tree.read("chart/templates/_helpers.tpl"))).hasSize(12);
          assertThat(bytes(tree.read("chart/Chart.yaml"))).hasSize(7);
          assertThat(refusal(tree.read("values.txt")).code())
              .isEqualTo(Problem.Code.TOO_MANY_FILES);
        });
  }

  @Test
  void selectsFilesOfAnyNameInAFolder() throws Exception {
    onEach(
        tree ->
            assertThat(tree.select(FileSelection.ANY, List.of("chart")).files())
                .extracting(SourceFile::path)
                .containsExactly(
                    "chart/Chart.yaml",
                    "chart/logo.bin",
                    "chart/templates/_helpers.tpl",
                    "chart/values.txt"));
  }

  private static byte[] bytes(FileRead read) {
    assertThat(read).isInstanceOf(FileRead.Read.class);
    return ((FileRead.Read) read).file().content();
  }

  private static Problem refusal(FileRead read) {
    assertThat(read).isInstanceOf(FileRead.Refused.class);
    return ((FileRead.Refused) read).problem();
  }

  private static void isOutside(FileRead read) {
    assertThat(refusal(read).code()).isEqualTo(Problem.Code.PATH_OUTSIDE_REPOSITORY);
  }
}
