package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.helm.HelmObject;
import dev.drift.source.helm.RenderTime;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.tool.ProgramRun;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderTools;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.yaml.DocumentReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What helm-controller makes of the objects of a release after helm rendered them: kustomize with
/// patches and images, then metadata that all have in common, then labels that name the
/// HelmRelease.
///
/// See <https://github.com/fluxcd/helm-controller/tree/main/internal/postrender>.
final class PostRenderers {
  private static final String HOOK = "helm.sh/hook";

  private final Value.Obj spec;
  private final String name;
  private final String namespace;
  private final RenderTools tools;
  private final DocumentReader reader;
  private final RenderTime time;

  PostRenderers(
      Value.Obj spec,
      String name,
      String namespace,
      RenderTools tools,
      DocumentReader reader,
      RenderTime time) {
    this.spec = spec;
    this.name = name;
    this.namespace = namespace;
    this.tools = tools;
    this.reader = reader;
    this.time = time;
  }

  /// What came of it.
  sealed interface Result {
    /// @param program that was run
    record Done(List<HelmObject> objects, Optional<String> program) implements Result {}

    /// @param why a clause
    record Failed(String why) implements Result {}
  }

  /// CRDs of the folder `crds` only get the labels. Whether hooks are among what is patched is up
  /// to `postRenderStrategy`.
  Result run(List<HelmObject> objects) {
    boolean hooks = spec.text("postRenderStrategy").orElse("combined").equals("combined");
    List<HelmObject> kept = new ArrayList<>();
    List<Manifest> stream = new ArrayList<>();
    for (HelmObject object : objects) {
      boolean patched =
          object.role() == HelmObject.Role.RESOURCE
              || (hooks && object.role() == HelmObject.Role.HOOK);
      if (patched) {
        stream.add(object.manifest());
      } else if (object.role() == HelmObject.Role.CRD) {
        kept.add(new HelmObject(labelled(object.manifest(), originLabels()), object.role()));
      } else {
        kept.add(object);
      }
    }
    Optional<String> program = Optional.empty();
    for (Value.Obj one : spec.objects("postRenderers")) {
      if (one.get("kustomize").isEmpty() || stream.isEmpty()) {
        continue;
      }
      switch (tools.find(RenderProgram.KUSTOMIZE)) {
        case RenderTools.Found.Missing(String why) -> {
          return new Result.Failed(why);
        }
        case RenderTools.Found.Installed(var kustomize) -> {
          program = Optional.of(kustomize.toString());
          switch (kustomized(kustomize, files(stream, one.object("kustomize")))) {
            case RenderWorkspace.Result.Failed(String why) -> {
              return new Result.Failed("a post-renderer failed: " + why);
            }
            case RenderWorkspace.Result.Printed(byte[] output) -> stream = read(output, stream);
          }
        }
      }
    }
    List<HelmObject> all = new ArrayList<>();
    for (Manifest manifest : stream) {
      boolean hook =
          manifest.content().object("metadata").object("annotations").get(HOOK).isPresent();
      all.add(
          new HelmObject(
              labelled(common(manifest), originLabels()),
              hook ? HelmObject.Role.HOOK : HelmObject.Role.RESOURCE));
    }
    all.addAll(kept);
    return new Result.Done(all, program);
  }

  private RenderWorkspace.Result kustomized(RenderTool kustomize, List<SourceFile> files) {
    return time.run(
        "post-renderers of %s/%s".formatted(namespace, name),
        new ProgramRun(kustomize, List.of("build", "."), files)::run);
  }

  private static List<SourceFile> files(List<Manifest> stream, Value.Obj kustomize) {
    StringBuilder documents = new StringBuilder();
    stream.forEach(
        it -> documents.append("---\n").append(JsonWriter.text(it.content())).append('\n'));
    Map<String, Value> kustomization = new LinkedHashMap<>();
    kustomization.put("apiVersion", Value.of("kustomize.config.k8s.io/v1beta1"));
    kustomization.put("kind", Value.of("Kustomization"));
    kustomization.put("resources", new Value.Arr(List.of(Value.of("helm-output.yaml"))));
    // A patch of a HelmRelease is a text in it, never a file.
    kustomization.put(
        "patches",
        new Value.Arr(
            kustomize.objects("patches").stream()
                .<Value>map(it -> only(it, "patch", "target"))
                .toList()));
    kustomization.put(
        "images",
        new Value.Arr(
            kustomize.objects("images").stream()
                .<Value>map(it -> only(it, "name", "newName", "newTag", "digest"))
                .toList()));
    return List.of(
        new SourceFile("helm-output.yaml", documents.toString().getBytes(UTF_8)),
        new SourceFile(
            "kustomization.yaml", JsonWriter.text(new Value.Obj(kustomization)).getBytes(UTF_8)));
  }

  private static Value.Obj only(Value.Obj object, String... names) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (String name : names) {
      object.get(name).ifPresent(it -> fields.put(name, it));
    }
    return new Value.Obj(fields);
  }

  /// With the origins of what it was made of; one that a patch renamed keeps the first.
  private List<Manifest> read(byte[] output, List<Manifest> before) {
    Map<ResourceId, Origin> origins = new HashMap<>();
    before.forEach(it -> origins.put(id(it), it.origin()));
    return FileManifests.of(new SourceFile("helm-output.yaml", output), reader).manifests().stream()
        .map(it -> it.with(origins.getOrDefault(id(it), before.getFirst().origin())))
        .toList();
  }

  private static ResourceId id(Manifest manifest) {
    return new ResourceId(manifest.groupKind(), manifest.namespace(), manifest.name());
  }

  private Manifest common(Manifest manifest) {
    Value.Obj common = spec.object("commonMetadata");
    return marked(
        labelled(manifest, common.object("labels")), "annotations", common.object("annotations"));
  }

  private Value.Obj originLabels() {
    return Value.Obj.EMPTY
        .with("helm.toolkit.fluxcd.io/name", Value.of(name))
        .with("helm.toolkit.fluxcd.io/namespace", Value.of(namespace));
  }

  private static Manifest labelled(Manifest manifest, Value.Obj labels) {
    return marked(manifest, "labels", labels);
  }

  private static Manifest marked(Manifest manifest, String field, Value.Obj marks) {
    if (marks.fields().isEmpty()) {
      return manifest;
    }
    Value.Obj metadata = manifest.content().object("metadata");
    Value.Obj all = metadata.object(field);
    for (Map.Entry<String, Value> mark : marks.fields().entrySet()) {
      all = all.with(mark.getKey(), mark.getValue());
    }
    return manifest.with(manifest.content().with("metadata", metadata.with(field, all)));
  }
}
