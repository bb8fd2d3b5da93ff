package dev.drift.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.source.Fetcher;
import dev.drift.tree.DiskTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {
  private static final String TOO_LARGE =
      "the archives of this source unpack to more than 128 MiB or 20000 files";

  /// An archive of files with one name and one length.
  private static byte[] archive(int size, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      for (String name : names) {
        byte[] header = new byte[512];
        System.arraycopy(name.getBytes(UTF_8), 0, header, 0, name.length());
        byte[] length = "%011o".formatted(size).getBytes(UTF_8);
        System.arraycopy(length, 0, header, 124, length.length);
        header[156] = '0';
        out.write(header);
        out.write(new byte[(size + 511) / 512 * 512]);
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  @Test
  void archivesShareWhatTheyMayUnpackTo() throws IOException {
    ArchiveBudget budget = new ArchiveBudget(2_000, 10);

    assertThat(TarGz.unpack(archive(600, "sub/a"), budget)).containsOnlyKeys("sub/a");
    assertThatThrownBy(() -> TarGz.unpack(archive(600, "sub/b"), budget))
        .isInstanceOf(IOException.class)
        .hasMessage(TOO_LARGE);
  }

  /// An empty file costs a header.
  @Test
  void headersCount() throws IOException {
    byte[] two = archive(0, "sub/a", "sub/b");

    assertThat(TarGz.unpack(two, new ArchiveBudget(1_024, 2))).hasSize(2);
    assertThatThrownBy(() -> TarGz.unpack(two, new ArchiveBudget(1_023, 2))).hasMessage(TOO_LARGE);
    assertThatThrownBy(() -> TarGz.unpack(two, new ArchiveBudget(1_024, 1))).hasMessage(TOO_LARGE);
  }

  private static HelmChart.Result read(Path folder, Map<String, byte[]> archives)
      throws IOException {
    Files.createDirectories(folder.resolve("charts"));
    Files.writeString(folder.resolve("Chart.yaml"), "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    for (Map.Entry<String, byte[]> each : archives.entrySet()) {
      Files.write(folder.resolve("charts").resolve(each.getKey()), each.getValue());
    }
    return new Charts(
            new SourceTree(new DiskTree(folder), TreeLimits.DEFAULT),
            new DocumentReader(YamlLimits.DEFAULT),
            Fetcher.NONE)
        .read("");
  }

  @Test
  void aPathThatIsFileAndFolderIsRefused(@TempDir Path folder) throws IOException {
    assertThat(read(folder, Map.of("sub.tgz", archive(3, "sub/a", "sub/a-b", "sub/a/b"))))
        .isEqualTo(
            new HelmChart.Result.Refused(
                "charts/sub.tgz", 1, "one of its paths is a file and a folder"));
  }

  @Test
  void manyArchivesAreRefusedTogether(@TempDir Path folder) throws IOException {
    int size = 45 * 1024 * 1024;
    assertThat(
            read(
                folder,
                Map.of(
                    "a.tgz", archive(size, "a/x"),
                    "b.tgz", archive(size, "b/x"),
                    "c.tgz", archive(size, "c/x"))))
        .isEqualTo(
            new HelmChart.Result.Refused(
                "charts/c.tgz", 1, "the archive cannot be unpacked: " + TOO_LARGE));
  }
}
