package dev.drift.rule;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which ConfigMaps and Secrets a container of a Pod reads, and how. Optional references are not
/// among them.
public final class ConfigReads {
  private ConfigReads() {}

  /// How long a container keeps what it read.
  public enum Way {
    /// Environment variables and subPath mounts: until the container starts again.
    ONCE,
    /// Files that the kubelet refreshes; a program need not read them again.
    REFRESHED
  }

  /// @param key empty if all keys are read
  public record Read(GroupKind kind, String name, Optional<String> key, Way way) {}

  public static List<Read> of(Value.Obj podSpec, Container container) {
    List<Read> reads = new ArrayList<>();
    for (Value.Obj variable : container.content().objects("env")) {
      Value.Obj from = variable.object("valueFrom");
      ofKey(Kinds.CONFIG_MAP, from.object("configMapKeyRef"), reads);
      ofKey(Kinds.SECRET, from.object("secretKeyRef"), reads);
    }
    for (Value.Obj from : container.content().objects("envFrom")) {
      whole(Kinds.CONFIG_MAP, from.object("configMapRef"), "name", Way.ONCE, reads);
      whole(Kinds.SECRET, from.object("secretRef"), "name", Way.ONCE, reads);
    }
    for (Value.Obj mount : container.content().objects("volumeMounts")) {
      podSpec.objects("volumes").stream()
          .filter(volume -> volume.text("name").equals(mount.text("name")))
          .forEach(volume -> ofVolume(volume, mount, reads));
    }
    return reads;
  }

  private static void ofVolume(Value.Obj volume, Value.Obj mount, List<Read> reads) {
    Optional<String> path = mount.text("subPath").filter(text -> !text.isEmpty());
    if (mount.text("subPathExpr").filter(text -> !text.isEmpty()).isPresent()) {
      return;
    }
    ofSource(Kinds.CONFIG_MAP, volume.object("configMap"), "name", path, reads);
    ofSource(Kinds.SECRET, volume.object("secret"), "secretName", path, reads);
    for (Value.Obj source : volume.object("projected").objects("sources")) {
      ofSource(Kinds.CONFIG_MAP, source.object("configMap"), "name", path, reads);
      ofSource(Kinds.SECRET, source.object("secret"), "name", path, reads);
    }
  }

  private static void ofSource(
      GroupKind kind, Value.Obj source, String field, Optional<String> path, List<Read> reads) {
    if (path.isEmpty()) {
      whole(kind, source, field, Way.REFRESHED, reads);
      return;
    }
    List<Value.Obj> items = source.objects("items");
    Optional<String> key =
        items.isEmpty()
            ? path
            : items.stream()
                .filter(item -> item.text("path").equals(path))
                .findFirst()
                .flatMap(item -> item.text("key"));
    Optional<String> name = source.text(field);
    if (key.isPresent() && name.isPresent() && !isOptional(source)) {
      reads.add(new Read(kind, name.get(), key, Way.ONCE));
    }
  }

  private static void ofKey(GroupKind kind, Value.Obj reference, List<Read> reads) {
    Optional<String> name = reference.text("name");
    Optional<String> key = reference.text("key");
    if (name.isPresent() && key.isPresent() && !isOptional(reference)) {
      reads.add(new Read(kind, name.get(), key, Way.ONCE));
    }
  }

  private static void whole(
      GroupKind kind, Value.Obj reference, String field, Way way, List<Read> reads) {
    if (!isOptional(reference)) {
      reference
          .text(field)
          .ifPresent(name -> reads.add(new Read(kind, name, Optional.empty(), way)));
    }
  }

  private static boolean isOptional(Value.Obj reference) {
    return reference.get("optional").equals(Optional.of(Value.of(true)));
  }
}
