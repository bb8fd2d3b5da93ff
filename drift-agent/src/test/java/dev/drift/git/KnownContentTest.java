package dev.drift.git;

import static dev.drift.git.GitRepo.configMap;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.repository.KnownContent;
import dev.drift.git.repository.SourceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownContentTest {
  @TempDir Path temp;

  private Reads reads;
  private GitRepo work;
  private String url;

  @BeforeEach
  void create() {
    reads = new Reads(temp);
    work = GitRepo.create(temp.resolve("work"));
    work.write("a.yaml", configMap("a", "1")).write("b.yaml", configMap("b", "1"));
    work.commit();
    url = work.folder().toUri().toString();
  }

  /// What is known is taken as it is, so another text can only have come from there.
  @Test
  void whatIsKnownIsNotUnpacked() {
    String a = work.git("rev-parse", "main:a.yaml");
    List<String> asked = new ArrayList<>();
    KnownContent known =
        id -> {
          asked.add(id);
          return id.equals(a) ? Optional.of("known: a".getBytes(UTF_8)) : Optional.empty();
        };

    Reading reading =
        reads
            .sources()
            .read(
                new SourceSpec(url, Optional.empty()),
                known,
                checkout -> Reading.of(checkout, List.of()));

    assertThat(reading.text("a.yaml")).isEqualTo("known: a");
    assertThat(reading.text("b.yaml")).isEqualTo(configMap("b", "1"));
    assertThat(asked).contains(a, work.git("rev-parse", "main:b.yaml"));
    assertThat(reading.files().getFirst().id()).contains(a);
  }

  @Test
  void aRemoteSourceHasACloneAndAFolderOfThisMachineHasNone() {
    reads.open(url);
    String folder = work.folder().toString();
    reads.open(folder);

    assertThat(reads.sources().cloneFolder(new SourceSpec(url, Optional.empty())))
        .hasValueSatisfying(clone -> assertThat(clone).isDirectory().hasParent(reads.cache()));
    assertThat(reads.sources().cloneFolder(new SourceSpec(folder, Optional.empty()))).isEmpty();
  }
}
