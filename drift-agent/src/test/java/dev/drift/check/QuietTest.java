package dev.drift.check;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing drifts while rollouts go on, autoscalers scale, claims are bound, Jobs end and Pods are
/// replaced. `make soak` takes longer over it.
@Tag("cluster")
final class QuietTest {
  @Test
  void nothingDriftsWhileControllersWork(@TempDir Path folder) throws InterruptedException {
    Quiet.run(folder, 1);
  }
}
