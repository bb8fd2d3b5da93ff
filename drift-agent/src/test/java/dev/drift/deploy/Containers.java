package dev.drift.deploy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a container of Drift's image contains: the image that `make image` built if the property
/// `drift.image` names its tar, else the program that Maven has packed, at the same paths.
final class Containers {
  private static final Path DIST_LIB = Path.of("lib");

  private Containers() {}

  /// @param root an empty folder, which becomes `/`
  static PodRun create(Path root) throws IOException, InterruptedException {
    String image = System.getProperty("drift.image", "");
    if (!image.isEmpty()) {
      return of(OciImage.read(Path.of(image), root.resolveSibling("image")), root);
    }
    Path lib =
        Path.of(requireNonNull(System.getProperty("drift.dist"), "drift.dist is not set"))
            .resolve(DIST_LIB)
            .toAbsolutePath();
    Map<String, Path> mounts = new TreeMap<>();
    mounts.put("/opt/drift/lib", lib);
    mounts.put("/opt/java", Path.of(System.getProperty("java.home")).toRealPath());
    // The C library; on many systems, the others are links to folders in /usr.
    for (String folder : List.of("/usr", "/lib", "/lib64")) {
      if (Files.isDirectory(Path.of(folder))) {
        mounts.put(folder, Path.of(folder).toRealPath());
      }
    }
    Path agent;
    try (Stream<Path> jars = Files.list(lib)) {
      agent =
          jars.filter(it -> it.toString().matches(".*/drift-agent-[^/]*\\.jar"))
              .findFirst()
              .orElseThrow();
    }
    List<String> entrypoint = new ArrayList<>();
    entrypoint.add("/opt/java/bin/java");
    entrypoint.add("@/opt/drift/lib/java.options");
    entrypoint.add("-cp");
    entrypoint.add("/opt/drift/lib/" + lib.relativize(agent));
    entrypoint.add("dev.drift.cli.Main");
    // As tools/image/build.sh writes it.
    Path folder = Files.createDirectories(root.resolve("opt/drift"));
    Files.writeString(
        folder.resolve("serve.options"),
        Files.readString(lib.resolve("java.options"))
            + Files.readString(lib.resolve("serve.options"))
            + "-XX:MaxRAMPercentage=50\n-cp /opt/drift/lib/"
            + lib.relativize(agent)
            + "\ndev.drift.cli.Main\n");
    return new PodRun(root, mounts, entrypoint, Map.of());
  }

  /// @param root an empty folder
  static PodRun of(OciImage image, Path root) throws IOException, InterruptedException {
    image.unpack(root);
    return new PodRun(root, Map.of(), image.entrypoint(), image.environment());
  }
}
