package dev.drift.secret;

import dev.drift.model.ResourceRef;
import dev.drift.model.value.ObjectEdit;
import dev.drift.model.value.Value;
import dev.drift.secret.fact.FactReader;
import dev.drift.secret.key.MaskKey;
import dev.drift.secret.name.Harmless;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Masks what the default level left readable, but for what is known to be harmless.
///
/// Fields of built-in kinds have types, so that most of them cannot hold a secret: names, ports,
/// rules of RBAC. What of them is free text is masked, and so is all of custom resources. It looks
/// at what the default level made, and masks that: so it does not matter when it is applied.
final class StrictValues {
  private static final Set<String> BUILT_IN =
      Set.of(
          "",
          "apps",
          "batch",
          "autoscaling",
          "policy",
          "networking.k8s.io",
          "rbac.authorization.k8s.io",
          "storage.k8s.io",
          "scheduling.k8s.io",
          "coordination.k8s.io",
          "node.k8s.io",
          "discovery.k8s.io",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "certificates.k8s.io",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "events.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "resource.k8s.io");

  /// Fields of built-in kinds that hold free text, or objects of any kind.
  private static final Set<String> FREE =
      Set.of(
          "annotations",
          "env",
          "args",
          "command",
          "parameters",
          "volumeAttributes",
          "options",
          "httpHeaders",
          "message",
          "note",
          "url",
          "description",
          "default",
          "example",
          "attributes",
          "opaque",
          "extra",
          "host",
          "mountOptions",
          "value",
          "stringData");

  /// Fields of custom resources that say what they are about, as fields of built-in kinds do. Rules
  /// would find what is not there if they could not follow them.
  private static final Set<String> IDENTITY =
      Set.of(
          "name",
          "namespace",
          "kind",
          "apiVersion",
          "port",
          "targetPort",
          "secretName",
          "matchNames",
          "storageClassName",
          "serviceAccountName");

  private static final Set<String> SELECTORS =
      Set.of("matchLabels", "matchExpressions", "selector", "labels");

  private final MaskKey key;
  private final StrictText texts;

  StrictValues(MaskKey key) {
    this.key = key;
    this.texts = new StrictText(key);
  }

  Value.Obj redact(ResourceRef resource, Value.Obj content) {
    String kind = resource.id().groupKind().kind();
    boolean builtIn = BUILT_IN.contains(resource.id().groupKind().group());
    boolean core = resource.id().groupKind().group().isEmpty();
    ObjectEdit result = new ObjectEdit(content);
    for (int i = 0; i < content.size(); i++) {
      String name = content.name(i);
      Value value = content.value(i);
      result.set(
          i,
          switch (name) {
            case "apiVersion", "kind" -> value;
            case "metadata" -> typed(name, value);
            case "data" ->
                core && kind.equals("ConfigMap")
                    ? files(value)
                    : core && kind.equals("Secret")
                        ? value
                        : builtIn && kind.equals("ControllerRevision")
                            ? typed(name, value) // the template of Pods
                            : free(name, value);
            case "binaryData" -> everything(value);
            default -> builtIn ? typed(name, value) : free(name, value);
          });
    }
    return result.object();
  }

  /// A text of a ConfigMap.
  String file(String name, String text) {
    return texts.file(name, text);
  }

  private Value files(Value value) {
    if (!(value instanceof Value.Obj object)) {
      return free("data", value);
    }
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      Value file = object.value(i);
      if (file instanceof Value.Str(String text)) {
        String masked = texts.file(object.name(i), text);
        result.set(i, masked.equals(text) ? file : Value.of(masked));
      } else {
        result.set(i, free(object.name(i), file)); // one that was read
      }
    }
    return result.object();
  }

  private Value everything(Value value) {
    return map(value, (_, item) -> item instanceof Value.Str(String text) ? mask("", text) : item);
  }

  private Value typed(String name, Value value) {
    if (FREE.contains(name)) {
      return free(name, value);
    }
    return map(value, this::typed);
  }

  /// What is done with a field, or an item of a list.
  private interface Each {
    Value of(String name, Value value);
  }

  private static Value map(Value value, Each each) {
    if (value instanceof Value.Obj object) {
      ObjectEdit result = new ObjectEdit(object);
      for (int i = 0; i < object.size(); i++) {
        result.set(i, each.of(object.name(i), object.value(i)));
      }
      return result.object();
    }
    if (value instanceof Value.Arr(List<Value> items)) {
      List<Value> mapped = new ArrayList<>(items.size());
      boolean changed = false;
      for (Value item : items) {
        Value other = item instanceof Value.Str ? each.of("", item) : map(item, each);
        changed |= ObjectEdit.isOther(other, item);
        mapped.add(other);
      }
      return changed ? new Value.Arr(mapped) : value;
    }
    return value;
  }

  private Value free(String name, Value value) {
    if ((IDENTITY.contains(name) && isName(value)) || SELECTORS.contains(name)) {
      return names(name, value);
    }
    return switch (value) {
      case Value.Str(String text) -> freeText(name, value, text);
      case Value.Arr(List<Value> items) -> {
        boolean command = name.equals("args") || name.equals("command");
        List<Value> masked = new ArrayList<>(items.size());
        boolean changed = false;
        for (Value item : items) {
          Value other =
              command && item instanceof Value.Str(String text)
                  ? argument(item, text)
                  : free(name, item);
          changed |= ObjectEdit.isOther(other, item);
          masked.add(other);
        }
        yield changed ? new Value.Arr(masked) : value;
      }
      case Value.Obj object -> freeObject(object);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> value;
    };
  }

  /// Beside a `value`, `name` is the name of a setting.
  private Value freeObject(Value.Obj object) {
    Optional<String> setting = object.text("name").or(() -> object.text("key"));
    boolean reference = object.get("valueFrom").isPresent() || isReference(object);
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Value value = object.value(i);
      boolean shown = name.equals("valueFrom") || reference;
      result.set(
          i, shown ? value : free(name.equals("value") ? setting.orElse(name) : name, value));
    }
    return result.object();
  }

  /// Only names: of labels with their values, of ports, of objects.
  private Value names(String name, Value value) {
    return value instanceof Value.Str(String text)
        ? isName(value) ? value : freeText(name, value, text)
        : map(value, this::names);
  }

  private static boolean isName(Value value) {
    return value instanceof Value.Str(String name) && StrictText.isName(name);
  }

  /// `{name: db, key: password}`: where a secret is.
  private static boolean isReference(Value.Obj object) {
    return object.get("name").isPresent()
        && object.fields().keySet().stream()
            .allMatch(
                Set.of("name", "key", "optional", "namespace", "kind", "apiVersion")::contains);
  }

  private Value freeText(String name, Value value, String text) {
    return Harmless.isHarmless(name, text) ? value : mask(name, text);
  }

  /// A flag keeps its name.
  private Value argument(Value item, String text) {
    if (Harmless.isHarmless("", text) || StrictText.isFlag(text)) {
      return item;
    }
    int sign = text.indexOf('=');
    if (sign > 0 && StrictText.isFlag(text.substring(0, sign))) {
      String name = text.substring(0, sign);
      String value = text.substring(sign + 1);
      String masked = texts.value(name.replaceFirst("^-+", ""), value);
      return masked.equals(value) ? item : Value.of(text.substring(0, sign + 1) + masked);
    }
    return mask("", text);
  }

  private Value mask(String name, String text) {
    if (texts.isMask(text)) {
      return Value.of(text);
    }
    return new Value.Masked(
        key.mask(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        key.id(),
        FactReader.facts(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
