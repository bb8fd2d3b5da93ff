package dev.drift.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An image as a tar of the [OCI layout](https://github.com/opencontainers/image-spec), for one
/// platform.
///
/// @param layout the unpacked tar
record OciImage(Path layout, JsonNode manifest, JsonNode config) {
  private static final JsonMapper JSON = new JsonMapper();

  /// @param folder is created, for the unpacked tar
  static OciImage read(Path tar, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    tar("-xf", tar.toString(), "-C", folder.toString());
    JsonNode index = JSON.readTree(folder.resolve("index.json").toFile());
    JsonNode manifest = JSON.readTree(blob(folder, index.at("/manifests/0/digest")).toFile());
    JsonNode config = JSON.readTree(blob(folder, manifest.at("/config/digest")).toFile());
    return new OciImage(folder, manifest, config);
  }

  /// The files of the compressed layers, lowest first.
  List<Path> layers() {
    return manifest
        .path("layers")
        .valueStream()
        .map(layer -> blob(layout, layer.path("digest")))
        .toList();
  }

  /// One layer over the other.
  void unpack(Path root) throws IOException, InterruptedException {
    for (Path layer : layers()) {
      tar("-xzpf", layer.toString(), "-C", root.toString());
    }
  }

  /// The lines of `tar --list --verbose` of a layer.
  List<String> list(Path layer) throws IOException, InterruptedException {
    return tar("--numeric-owner", "-tvzf", layer.toString()).lines().toList();
  }

  List<String> entrypoint() {
    return config.at("/config/Entrypoint").valueStream().map(JsonNode::asText).toList();
  }

  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode variable : config.at("/config/Env")) {
      String[] parts = variable.asText().split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    return variables;
  }

  static Path blob(Path layout, JsonNode digest) {
    return layout.resolve("blobs").resolve(digest.asText().replace(':', '/'));
  }

  private static String tar(String... arguments) throws IOException, InterruptedException {
    // Jib's entries carry a time of creation that GNU tar does not know.
    List<String> command = new java.util.ArrayList<>(List.of("tar", "--warning=none"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
    return output;
  }
}
