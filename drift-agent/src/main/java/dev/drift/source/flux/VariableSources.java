package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the variables of Kustomizations: in their own text, and in ConfigMaps and Secrets, as the
/// repository renders them, or else as they are in the cluster.
/// See <https://github.com/fluxcd/pkg/blob/main/kustomize/kustomize_varsub.go>.
final class VariableSources {
  private static final Pattern NAME = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

  private final ClusterFacts cluster;
  private final Map<ResourceId, Value.Obj> rendered = new HashMap<>();

  /// Also ConfigMaps that were decrypted.
  private final Set<ResourceId> secrets = new HashSet<>();

  VariableSources(ClusterFacts cluster) {
    this.cluster = cluster;
  }

  /// What came of looking for them.
  sealed interface Result {
    record Known(Variables variables) implements Result {}

    /// @param why the second half of a sentence, without any value
    record Unknown(String why) implements Result {}
  }

  /// Takes note of the objects that the repository deploys.
  void add(List<Manifest> manifests) {
    for (Manifest manifest : manifests) {
      if (manifest.is(Kinds.CONFIG_MAP) || manifest.is(Kinds.SECRET)) {
        ResourceId id =
            new ResourceId(
                manifest.groupKind(), FluxKustomization.namespace(manifest), manifest.name());
        rendered.put(id, manifest.content());
        if (manifest.secrets().isEmpty()) {
          secrets.remove(id);
        } else {
          secrets.add(id);
        }
      }
    }
  }

  /// Whether the repository renders all that a Kustomization reads, as far as is known yet.
  boolean has(FluxKustomization flux) {
    return references(flux).stream().allMatch(it -> rendered.containsKey(it.id()));
  }

  private record Reference(ResourceId id, boolean optional) {
    @Override
    public String toString() {
      return "the %s %s".formatted(id.kind(), id.name());
    }
  }

  private static List<Reference> references(FluxKustomization flux) {
    return flux.spec().object("postBuild").objects("substituteFrom").stream()
        .flatMap(
            it ->
                kind(it.text("kind").orElse(""))
                    .map(
                        kind ->
                            new Reference(
                                new ResourceId(kind, flux.namespace(), it.text("name").orElse("")),
                                it.get("optional").equals(Optional.of(Value.of(true)))))
                    .stream())
        .toList();
  }

  private static Optional<GroupKind> kind(String kind) {
    return switch (kind) {
      case "ConfigMap" -> Optional.of(Kinds.CONFIG_MAP);
      case "Secret" -> Optional.of(Kinds.SECRET);
      default -> Optional.empty();
    };
  }

  Result of(FluxKustomization flux) {
    if (!(flux.spec().get("postBuild").orElse(Value.Null.NULL) instanceof Value.Obj postBuild)) {
      return new Result.Known(Variables.NONE);
    }
    Map<String, String> values = new HashMap<>();
    Set<String> secret = new HashSet<>();
    for (Reference reference : references(flux)) {
      Value.Obj content = rendered.get(reference.id());
      if (content == null) {
        switch (cluster.object(new ResourceRef("v1", reference.id()))) {
          case ClusterFacts.Answer.Found(Value.Obj live) -> content = live;
          case ClusterFacts.Answer.Absent _ -> {
            if (!reference.optional()) {
              return new Result.Unknown(
                  "%s, from which it substitutes variables, is neither in the repository nor in the cluster"
                      .formatted(reference));
            }
            continue;
          }
          case ClusterFacts.Answer.Unknown(String why) -> {
            return new Result.Unknown(
                "%s, from which it substitutes variables, is not in the repository and could not be read from the cluster: %s"
                    .formatted(reference, why));
          }
        }
      }
      Optional<String> refused =
          read(reference, content, secrets.contains(reference.id()), values, secret);
      if (refused.isPresent()) {
        return new Result.Unknown(refused.get());
      }
    }
    for (Map.Entry<String, Value> each : postBuild.object("substitute").fields().entrySet()) {
      if (!(each.getValue() instanceof Value.Str(String text))) {
        return new Result.Unknown(
            "its variable %s is not a string; quote it".formatted(each.getKey()));
      }
      values.put(each.getKey(), text.replace("\n", ""));
      secret.remove(each.getKey());
    }
    for (String name : values.keySet()) {
      if (!NAME.matcher(name).matches()) {
        return new Result.Unknown(
            "%s is not the name of a variable; Flux accepts letters, digits and underscores"
                .formatted(name));
      }
    }
    return new Result.Known(
        new Variables(
            values, secret, postBuild.text("substituteStrategy").equals(Optional.of("Always"))));
  }

  /// @param hidden whether its values are secret although it is no Secret
  /// @return why it cannot be read
  private static Optional<String> read(
      Reference reference,
      Value.Obj content,
      boolean hidden,
      Map<String, String> values,
      Set<String> secret) {
    boolean isSecret = reference.id().groupKind().equals(Kinds.SECRET);
    for (Map.Entry<String, Value> each : content.object("data").fields().entrySet()) {
      if (!(each.getValue() instanceof Value.Str(String text))) {
        return Optional.of("%s has a value that is not a string".formatted(reference));
      }
      if (isSecret) {
        try {
          byte[] bytes = Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
          text = new String(bytes, UTF_8);
        } catch (IllegalArgumentException e) {
          return Optional.of("%s has a value that is not base64".formatted(reference));
        }
      }
      put(each.getKey(), text, isSecret || hidden, values, secret);
    }
    if (isSecret) {
      content
          .object("stringData")
          .fields()
          .forEach(
              (name, value) -> {
                if (value instanceof Value.Str(String text)) {
                  put(name, text, true, values, secret);
                }
              });
    }
    return Optional.empty();
  }

  private static void put(
      String name, String text, boolean isSecret, Map<String, String> values, Set<String> secret) {
    values.put(name, text.replace("\n", ""));
    if (isSecret) {
      secret.add(name);
    } else {
      secret.remove(name);
    }
  }
}
