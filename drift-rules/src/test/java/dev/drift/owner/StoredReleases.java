package dev.drift.owner;

import dev.drift.json.JsonWriter;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Records of releases as Helm stores them.
/// https://github.com/helm/helm/blob/main/pkg/storage/driver/secrets.go
final class StoredReleases {
  private String namespace = "monitoring";
  private String home = "monitoring";
  private String name = "prom";
  private int revision = 1;
  private String status = "deployed";
  private String manifest = "";
  private final List<Value> hooks = new ArrayList<>();
  private final List<Value> files = new ArrayList<>();

  static StoredReleases release(String namespace, String name) {
    StoredReleases release = new StoredReleases();
    release.namespace = namespace;
    release.home = namespace;
    release.name = name;
    return release;
  }

  /// In which namespace its records are.
  StoredReleases storedIn(String other) {
    home = other;
    return this;
  }

  StoredReleases revision(int number, String state) {
    revision = number;
    status = state;
    return this;
  }

  StoredReleases manifest(String text) {
    manifest = text;
    return this;
  }

  StoredReleases hook(String text) {
    hooks.add(Value.Obj.EMPTY.with("name", Value.of("hook")).with("manifest", Value.of(text)));
    return this;
  }

  StoredReleases file(String path, String text) {
    files.add(
        Value.Obj.EMPTY
            .with("name", Value.of(path))
            .with("data", Value.of(base64(text.getBytes(StandardCharsets.UTF_8)))));
    return this;
  }

  LiveResource secret() {
    return secret(packed());
  }

  LiveResource secret(byte[] packed) {
    String stored = base64(base64(packed).getBytes(StandardCharsets.US_ASCII));
    return LiveObjects.live(
        object("Secret")
            .with("type", Value.of("helm.sh/release.v1"))
            .with("data", Value.Obj.EMPTY.with("release", Value.of(stored))));
  }

  LiveResource configMap() {
    return LiveObjects.live(
        object("ConfigMap")
            .with("data", Value.Obj.EMPTY.with("release", Value.of(base64(packed())))));
  }

  private Value.Obj object(String kind) {
    Value.Obj labels =
        Value.Obj.EMPTY
            .with("owner", Value.of("helm"))
            .with("name", Value.of(name))
            .with("status", Value.of(status))
            .with("version", Value.of(Integer.toString(revision)));
    Value.Obj metadata =
        Value.Obj.EMPTY
            .with("name", Value.of("sh.helm.release.v1.%s.v%d".formatted(name, revision)))
            .with("namespace", Value.of(home))
            .with("labels", labels);
    return Value.Obj.EMPTY
        .with("apiVersion", Value.of("v1"))
        .with("kind", Value.of(kind))
        .with("metadata", metadata);
  }

  private byte[] packed() {
    Value.Obj chart =
        Value.Obj.EMPTY
            .with("metadata", Value.Obj.EMPTY.with("name", Value.of("chart")))
            .with("templates", new Value.Arr(List.of()))
            .with("files", new Value.Arr(files));
    Value.Obj release =
        Value.Obj.EMPTY
            .with("name", Value.of(name))
            .with("info", Value.Obj.EMPTY.with("status", Value.of(status)))
            .with("chart", chart)
            .with("manifest", Value.of(manifest))
            .with("hooks", new Value.Arr(hooks))
            .with("version", Value.of(revision))
            .with("namespace", Value.of(namespace));
    return gzip(JsonWriter.text(release).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return packed.toByteArray();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
