package dev.drift.policy.mapping;

import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says of objects of the first cluster what the second should have, and notes what of the mapping
/// was of use.
///
/// Masked values stay as they are: what is behind them is not known.
public final class ObjectMapping {
  /// The label in which every Namespace has its name.
  private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";

  private final ClusterMapping mapping;
  private final TextMapping texts;
  private final Map<String, Counterpart> namespaces = new HashMap<>();
  private final Set<Counterpart> used = new HashSet<>();

  public ObjectMapping(ClusterMapping mapping) {
    this.mapping = mapping;
    this.texts = TextMapping.of(mapping);
    mapping.namespaces().forEach(it -> namespaces.put(it.from(), it));
  }

  /// Of which nothing was mapped so far.
  public List<Counterpart> unused() {
    return mapping.counterparts().stream().filter(it -> !used.contains(it)).toList();
  }

  /// What the second cluster calls the object.
  public ResourceId id(ResourceId id) {
    boolean isNamespace = id.groupKind().equals(Kinds.NAMESPACE);
    String name = id.name();
    if (isNamespace) {
      name = namespace(name);
    }
    for (RenamedObject each : mapping.names()) {
      if (each.isOf(id.groupKind()) && each.name().from().equals(id.name())) {
        used.add(each.name());
        name = each.name().to();
        break;
      }
    }
    return new ResourceId(id.groupKind(), namespace(id.namespace()), name);
  }

  /// What the second cluster should have in place of the object.
  public Value.Obj content(LiveResource object) {
    ResourceRef ref = object.ref();
    ResourceId id = id(ref.id());
    Value.Obj mapped = (Value.Obj) value("", Optional.empty(), object.content());
    Value.Obj metadata = mapped.object("metadata").with("name", Value.of(id.name()));
    return mapped.with(
        "metadata",
        id.namespace().isEmpty() ? metadata : metadata.with("namespace", Value.of(id.namespace())));
  }

  private String namespace(String name) {
    Counterpart found = namespaces.get(name);
    if (found == null) {
      return name;
    }
    used.add(found);
    return found.to();
  }

  /// @param field that holds the value, or the list that it is in
  /// @param referred the kind of the object that the value names, if that is known
  private Value value(String field, Optional<String> referred, Value value) {
    return switch (value) {
      case Value.Obj object -> object(field, object);
      case Value.Arr(List<Value> items) -> {
        List<Value> mapped = new ArrayList<>(items.size());
        items.forEach(item -> mapped.add(value(field, referred, item)));
        yield new Value.Arr(mapped);
      }
      case Value.Str(String text) -> Value.of(text(field, referred, text));
      case Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> value;
    };
  }

  private Value.Obj object(String field, Value.Obj object) {
    boolean byNamespace = object.text("key").filter(NAMESPACE_LABEL::equals).isPresent();
    Map<String, Value> mapped = new LinkedHashMap<>();
    object
        .fields()
        .forEach(
            (name, inner) ->
                mapped.put(
                    name,
                    value(
                        byNamespace && name.equals("values") ? NAMESPACE_LABEL : name,
                        ReferredKind.of(name, field, object),
                        inner)));
    return new Value.Obj(mapped);
  }

  private String text(String field, Optional<String> referred, String text) {
    if (holdsNamespaces(field) && namespaces.containsKey(text)) {
      return namespace(text);
    }
    if (refersToObjects(field)) {
      for (RenamedObject each : mapping.names()) {
        if (each.name().from().equals(text) && referred.stream().allMatch(each::mayBeOf)) {
          used.add(each.name());
          return each.name().to();
        }
      }
    }
    String mapped = texts.apply(text, used::add);
    return field.equals("image") && mapped.equals(text) ? image(text) : mapped;
  }

  private static boolean holdsNamespaces(String field) {
    return field.equals("namespace")
        || field.equals("namespaces")
        || field.equals("matchNames")
        || field.endsWith("Namespace")
        || field.equals(NAMESPACE_LABEL);
  }

  private static boolean refersToObjects(String field) {
    return field.equals("name") || field.endsWith("Name") || field.equals("serviceAccount");
  }

  /// An image without a registry is one of Docker Hub.
  private String image(String text) {
    Optional<ImageReference> image =
        ImageReference.parse(text)
            .filter(it -> it.registry().equals(ImageReference.DOCKER))
            .filter(_ -> !text.startsWith(ImageReference.DOCKER));
    if (image.isEmpty()) {
      return text;
    }
    String full =
        image.get().name()
            + image.get().tag().map(it -> ":" + it).orElse("")
            + image.get().digest().map(it -> "@" + it).orElse("");
    String mapped = texts.apply(full, used::add);
    return mapped.equals(full) ? text : mapped;
  }
}
