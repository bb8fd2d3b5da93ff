package dev.drift.pipeline.files;

import com.fasterxml.jackson.core.JsonParser;
import dev.drift.json.JsonReader;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.world.ImageScan;
import dev.drift.world.ScanReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What scanners wrote about images. The files are not trusted: they are read up to a size, and
/// errors never quote them.
public final class ScanFiles {
  private static final int BYTES = 64 * 1024 * 1024;

  private ScanFiles() {}

  /// @throws DriftException with INVALID_SCAN, one problem for each file that is wrong
  public static List<ImageScan> read(List<Path> files) {
    List<ImageScan> scans = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        List<ImageScan> read = scans(file);
        if (read.isEmpty()) {
          problems.add(
              invalid(
                  file,
                  "contains no image scan; pass the output of trivy image -f json or grype -o json"));
        }
        scans.addAll(read);
      } catch (TooLarge e) {
        problems.add(invalid(file, "is larger than %d MiB".formatted(BYTES / 1024 / 1024)));
      } catch (IOException e) {
        // Without the cause, which may quote the file.
        problems.add(
            invalid(
                file,
                "cannot be read as JSON; pass the output of trivy image -f json or grype -o json"));
      }
    }
    if (!problems.isEmpty()) {
      throw new DriftException(problems);
    }
    return scans;
  }

  /// More than is read of a file.
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /// One scan, several one after another, or a list of them.
  private static List<ImageScan> scans(Path file) throws IOException {
    List<ImageScan> scans = new ArrayList<>();
    try (JsonParser parser = JsonReader.FACTORY.createParser(bytes(file))) {
      while (parser.nextToken() != null) {
        Value value = JsonReader.value(parser);
        List<Value> documents =
            value instanceof Value.Arr(List<Value> items) ? items : List.of(value);
        documents.forEach(document -> ScanReader.read(document).ifPresent(scans::add));
      }
    }
    return scans;
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES + 1);
      if (bytes.length > BYTES) {
        throw new TooLarge();
      }
      return bytes;
    }
  }

  private static Problem invalid(Path file, String sentence) {
    return Problem.of(Problem.Code.INVALID_SCAN, "The image scan %s %s.".formatted(file, sentence));
  }
}
