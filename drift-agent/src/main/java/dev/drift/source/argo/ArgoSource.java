package dev.drift.source.argo;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One source of an Application.
///
/// @param content as the Application says it, or as files beside what it names override it
record ArgoSource(Value.Obj content) {
  /// How Argo CD makes objects of a source.
  enum Type {
    HELM("helm"),
    KUSTOMIZE("kustomize"),
    DIRECTORY("directory"),
    PLUGIN("plugin");

    private final String field;

    Type(String field) {
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  ArgoSource {
    requireNonNull(content, "content is null");
  }

  String repoUrl() {
    return content.text("repoURL").orElse("");
  }

  /// As it is written.
  Optional<String> path() {
    return set("path");
  }

  /// From the root of the repository; empty if it is not one of it, or none is given.
  Optional<String> folder() {
    return path().flatMap(it -> TreePath.normal(it.startsWith("/") ? it.substring(1) : it));
  }

  Optional<String> chart() {
    return set("chart");
  }

  Optional<String> ref() {
    return set("ref");
  }

  String targetRevision() {
    return content.text("targetRevision").orElse("");
  }

  /// Whether other sources only refer to its files.
  boolean onlyHoldsFiles() {
    return ref().isPresent() && path().isEmpty() && chart().isEmpty();
  }

  Value.Obj options(Type type) {
    return content.object(type.field());
  }

  /// The type that it names.
  ///
  /// @throws NotRendered if it names several
  Optional<Type> explicitType() throws NotRendered {
    List<Type> named = new ArrayList<>();
    for (Type type : Type.values()) {
      if (content.get(type.field()).filter(Value.Obj.class::isInstance).isPresent()) {
        named.add(type);
      }
    }
    if (named.size() > 1) {
      throw new NotRendered(
          "it has both %s and %s, and Argo CD takes only one of them"
              .formatted(named.get(0).field(), named.get(1).field()));
    }
    return named.stream().findFirst();
  }

  private Optional<String> set(String field) {
    return content.text(field).filter(it -> !it.isEmpty());
  }
}
