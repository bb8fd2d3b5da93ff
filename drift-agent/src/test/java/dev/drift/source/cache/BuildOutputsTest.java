package dev.drift.source.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was rendered before is what rendering it again would print.
class BuildOutputsTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);

  @TempDir Path clone;

  private Path folder() {
    return clone.resolve("drift-builds");
  }

  @Test
  void whatIsKeptIsFoundByTheNextRun() {
    BuildOutputs.of(clone).keep(ONE, "kind: Secret".getBytes(UTF_8));

    assertThat(BuildOutputs.of(clone).find(ONE))
        .hasValueSatisfying(it -> assertThat(it).asString().isEqualTo("kind: Secret"));
    assertThat(BuildOutputs.of(clone).find(TWO)).isEmpty();
  }

  @Test
  void onlyItsOwnerCanReadIt() throws IOException {
    BuildOutputs.of(clone).keep(ONE, new byte[1]);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(ONE))))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsDamagedCountsForNothing() throws IOException {
    BuildOutputs.of(clone).keep(ONE, "abc".getBytes(UTF_8));
    Path file = folder().resolve(ONE);
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] flipped = good.clone();
      flipped[i] ^= 1;
      Files.write(file, flipped);
      assertThat(BuildOutputs.of(clone).find(ONE)).as("byte %d is another", i).isEmpty();
      Files.write(file, java.util.Arrays.copyOf(good, i));
      assertThat(BuildOutputs.of(clone).find(ONE)).as("it ends before byte %d", i).isEmpty();
    }
    Files.write(folder().resolve(TWO), good);
    assertThat(BuildOutputs.of(clone).find(TWO)).as("of another build").isEmpty();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    BuildOutputs.of(clone).keep(ONE, "abc".getBytes(UTF_8));
    Files.move(folder().resolve(ONE), clone.resolve("elsewhere"));
    Files.createSymbolicLink(folder().resolve(ONE), clone.resolve("elsewhere"));

    assertThat(BuildOutputs.of(clone).find(ONE)).isEmpty();
  }

  @Test
  void keysLeadNowhereElse() {
    BuildOutputs.of(clone).keep("../" + ONE.substring(3), new byte[1]);

    assertThat(clone.resolve(ONE.substring(3))).doesNotExist();
  }

  @Test
  void withoutACloneNothingIsKept() {
    BuildOutputs.of(clone.resolve("missing")).keep(ONE, new byte[1]);
    BuildOutputs.none().keep(ONE, new byte[1]);
    BuildOutputs.none().prune();

    assertThat(clone.resolve("missing")).doesNotExist();
    assertThat(BuildOutputs.none().find(ONE)).isEmpty();
  }

  @Test
  void whatWasNotNeededForTheLongestTimeMakesRoom() throws IOException {
    BuildOutputs outputs = BuildOutputs.in(folder(), 300);
    for (int i = 0; i < 5; i++) {
      String key = Integer.toString(i).repeat(64);
      outputs.keep(key, new byte[68]);
      Files.setLastModifiedTime(
          folder().resolve(key),
          FileTime.from(Instant.parse("2026-01-01T00:00:0%dZ".formatted(i))));
    }
    assertThat(outputs.find("0".repeat(64))).isPresent();
    outputs.keep("9".repeat(64), new byte[301]);

    outputs.prune();

    try (Stream<Path> left = Files.list(folder())) {
      assertThat(left.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("0".repeat(64), "3".repeat(64), "4".repeat(64));
    }
  }
}
