package dev.drift.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
  @TempDir Path folder;
  private Path assets;
  private Path cache;

  @BeforeEach
  void makeFolders() throws IOException {
    assets = Files.createDirectories(folder.resolve("assets"));
    cache =
        Files.createDirectories(
            folder.resolve(".cache/drift/control-plane/" + Binaries.KUBERNETES_VERSION));
  }

  @Test
  void eachIsResolvedByItselfAndTheAssetsComeFirst() throws IOException {
    put(assets, "etcd");
    put(cache, "etcd", "kube-apiserver");

    Binaries binaries = Binaries.resolve(Map.of("KUBEBUILDER_ASSETS", assets.toString()), folder);

    assertThat(binaries.path(Binary.ETCD)).isEqualTo(assets.resolve("etcd"));
    assertThat(binaries.path(Binary.API_SERVER)).isEqualTo(cache.resolve("kube-apiserver"));
    assertThat(binaries.find(Binary.KWOK)).isEmpty();
  }

  @Test
  void theCacheMovesWithXdg() throws IOException {
    Path moved = folder.resolve("xdg");
    put(moved.resolve("drift/control-plane/" + Binaries.KUBERNETES_VERSION), "kwok");

    Binaries binaries = Binaries.resolve(Map.of("XDG_CACHE_HOME", moved.toString()), folder);

    assertThat(binaries.find(Binary.KWOK)).isPresent();
  }

  @Test
  void whatIsMissingIsToldInOneSentenceThatSaysWhatToDo() throws IOException {
    put(cache, "etcd", "kubectl", "kwok");
    Binaries binaries = Binaries.resolve(Map.of(), folder);

    assertThatThrownBy(() -> LocalControlPlane.start(ControlPlaneOptions.defaults(), binaries))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessage(
            "kube-apiserver, kube-controller-manager, kube-scheduler not found in "
                + cache
                + ", and no Docker engine answers: run `make control-plane` (needs Go, once), or"
                + " set KUBEBUILDER_ASSETS to a folder that holds them.")
        .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
  }

  @Test
  void theApiServerAloneNeedsThreeOfThem() throws IOException {
    put(assets, "etcd", "kube-apiserver", "kubectl");
    Binaries binaries = Binaries.resolve(Map.of("KUBEBUILDER_ASSETS", assets.toString()), folder);

    assertThat(binaries.hasAll(ControlPlaneOptions.apiServerOnly().binaries())).isTrue();
    assertThat(binaries.hasAll(ControlPlaneOptions.defaults().binaries())).isFalse();
  }

  private static void put(Path folder, String... names) throws IOException {
    Files.createDirectories(folder);
    for (String name : names) {
      Path file = Files.createFile(folder.resolve(name));
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
  }
}
