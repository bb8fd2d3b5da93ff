package dev.drift.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendererTest {
  @TempDir Path folder;

  @Test
  void itIsFoundInTheCacheWhichMovesWithXdg() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("xdg/drift/renderers"));
    Path helm = Files.createFile(cache.resolve("helm"));
    assertThat(helm.toFile().setExecutable(true)).isTrue();

    assertThat(
            Renderer.HELM.path(Map.of("XDG_CACHE_HOME", folder.resolve("xdg").toString()), folder))
        .isEqualTo(helm);
  }

  @Test
  void whatIsMissingIsToldInOneSentenceThatSaysWhatToDo() {
    assertThatThrownBy(() -> Renderer.HELM_3.path(Map.of(), folder))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessage(
            "helm-3 not found in %s: run `make renderers` (needs Go, once)."
                .formatted(folder.resolve(".cache/drift/renderers")))
        .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
  }
}
