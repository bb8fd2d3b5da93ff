package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.ImageReference;
import dev.drift.model.value.Value;
import java.util.List;

/// Images that may change under their tag are pulled always, others once.
///
/// `SetDefaults_Container` in pkg/apis/core/v1/defaults.go of Kubernetes.
final class ImagePullPolicy implements ComputedDefault {
  @Override
  public String what() {
    return "imagePullPolicy of containers, pullPolicy of image volumes";
  }

  @Override
  public List<String> paths() {
    return List.of(
        "* containers[].imagePullPolicy",
        "* initContainers[].imagePullPolicy",
        "* ephemeralContainers[].imagePullPolicy",
        "* volumes[].image.pullPolicy");
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
                PodSpecs.editContainers(
                    podSpec,
                    container ->
                        Edits.orElse(
                            container,
                            "imagePullPolicy",
                            policy(container.text("image").orElse("")))),
                "volumes",
                volume ->
                    volume.get("image").orElse(Value.Null.NULL) instanceof Value.Obj image
                        ? volume.with(
                            "image",
                            Edits.orElse(
                                image, "pullPolicy", policy(image.text("reference").orElse(""))))
                        : volume));
  }

  /// An image without tag and digest means `latest`; a digest does not hide a tag `latest` before
  /// it. What is no image name is pulled once.
  private static Value policy(String image) {
    boolean latest = ImageReference.parse(image).filter(ImageReference::isLatest).isPresent();
    return Value.of(latest ? "Always" : "IfNotPresent");
  }
}
