package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Set;

/// A volume without a source is an `emptyDir`.
///
/// `SetDefaults_Volume` in pkg/apis/core/v1/defaults.go of Kubernetes.
final class EmptyVolume implements ComputedDefault {
  @Override
  public String what() {
    return "emptyDir of volumes";
  }

  @Override
  public List<String> paths() {
    return List.of("* volumes[].emptyDir");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return PodSpecs.has(schema);
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return PodSpecs.edit(
        schema,
        object,
        podSpec ->
            Edits.each(
                podSpec,
                "volumes",
                volume ->
                    Set.of("name").containsAll(volume.fields().keySet())
                        ? volume.with("emptyDir", Value.Obj.EMPTY)
                        : volume));
  }
}
