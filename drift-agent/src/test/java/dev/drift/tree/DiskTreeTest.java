package dev.drift.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTreeTest {
  @Test
  void namesThatNoFileCanHaveAreNotThere(@TempDir Path folder) throws IOException {
    assertThat(new DiskTree(folder).find("x".repeat(300) + ".yaml")).isEmpty();
    assertThat(new DiskTree(folder).find("a\0b")).isEmpty();
  }
}
