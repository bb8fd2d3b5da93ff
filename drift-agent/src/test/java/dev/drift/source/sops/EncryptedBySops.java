package dev.drift.source.sops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.source.DecryptionKeys;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files that the real sops encrypted. The key is of tests only.
public final class EncryptedBySops {
  public static final String KEY =
      "AGE-SECRET-KEY-12G40E38JDVHZHPQH8WC0T89QDKH7CXFQEWECYG28C8427N4WLL5Q85C0VR";

  private static final String RECIPIENT =
      "age1m90z3v67vmve8yzvpj7ya7996u9yghna4ax8j9zxz97pn9t3ps6q6x4fx6";

  private EncryptedBySops() {}

  public static DecryptionKeys keys() {
    return () -> new DecryptionKeys.Answer.Keys(KEY);
  }

  /// @param folder for the plain file
  /// @param name of which sops takes the format
  /// @throws IOException if sops cannot be run
  public static String file(Path folder, String name, String text, String... options)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    List<String> line =
        new ArrayList<>(List.of(Renderer.SOPS.path().toString(), "encrypt", "--age", RECIPIENT));
    line.addAll(List.of(options));
    line.add(file.toString());
    Process sops = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String encrypted = new String(sops.getInputStream().readAllBytes(), UTF_8);
    try {
      assertThat(sops.waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    assertThat(encrypted).contains("ENC[").doesNotContain("hunter2");
    return encrypted;
  }
}
