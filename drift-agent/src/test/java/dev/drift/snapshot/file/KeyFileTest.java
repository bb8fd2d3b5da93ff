package dev.drift.snapshot.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.secret.key.MaskKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path folder;

  @Test
  void readsBytesAsTheyAre() throws IOException {
    byte[] key = new byte[40];
    key[0] = (byte) 0xfe;
    Path raw = Files.write(folder.resolve("raw"), key);
    Path text = folder.resolve("text");
    Files.writeString(text, "# a comment\n\n  " + Base64.getEncoder().encodeToString(key) + "\r\n");

    assertThat(KeyFile.read(raw).id()).isEqualTo(new MaskKey(key).id());
    assertThat(KeyFile.read(text).id()).isEqualTo(new MaskKey(key).id());
  }

  @Test
  void givesEachRunAnotherKey() {
    assertThat(KeyFile.random().id()).isNotEqualTo(KeyFile.random().id());
  }

  @Test
  void saysWhatIsWrongWithAKey() throws IOException {
    assertThat(message("c2hvcnQ=")).contains("has 5 bytes; it needs at least 32");
    assertThat(message("tulip mania!")).contains("is not valid base64").doesNotContain("tulip");
    assertThat(message("")).contains("has 0 bytes");
    assertThat(
            catchThrowableOfType(DriftException.class, () -> KeyFile.read(folder.resolve("none"))))
        .hasMessageContaining("the file does not exist");
    assertThat(catchThrowableOfType(DriftException.class, () -> KeyFile.read(folder)))
        .hasMessageEndingWith("cannot be read: it is not a readable file.");
  }

  private String message(String content) throws IOException {
    Path file = folder.resolve("key");
    Files.writeString(file, content);
    DriftException e = catchThrowableOfType(DriftException.class, () -> KeyFile.read(file));
    assertThat(e.problems().getFirst().code()).isEqualTo(Problem.Code.INVALID_KEY);
    return String.valueOf(e.getMessage());
  }
}
