package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drift.testkit.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A way to bring a changed object into the cluster.
enum Way {
  PUT {
    @Override
    boolean write(Stage stage, Subject subject, JsonNode changed) {
      return stage.server().put(subject.url(), changed).succeeded();
    }
  },
  JSON_PATCH {
    @Override
    boolean write(Stage stage, Subject subject, JsonNode changed) {
      ArrayNode patch = JsonNodeFactory.instance.arrayNode();
      for (String field : fields(subject.before(), changed)) {
        ObjectNode step = patch.addObject();
        step.put("op", !changed.has(field) ? "remove" : "add");
        step.put("path", Pointers.child(Pointers.ROOT, field));
        if (changed.has(field)) {
          step.set("value", changed.get(field));
        }
      }
      return stage.server().patch(subject.url(), "json-patch", patch).succeeded();
    }
  },
  MERGE_PATCH {
    @Override
    boolean write(Stage stage, Subject subject, JsonNode changed) {
      return stage
          .server()
          .patch(subject.url(), "merge-patch", merge(subject.before(), changed))
          .succeeded();
    }
  },
  KUBECTL_REPLACE {
    @Override
    boolean write(Stage stage, Subject subject, JsonNode changed) {
      return stage.kubectl().withInput(changed.toString()).run("replace", "-f", "-").succeeded();
    }
  },
  KUBECTL_EDIT {
    @Override
    boolean write(Stage stage, Subject subject, JsonNode changed) {
      try {
        Path file = stage.plane().workDirectory().resolve("edited.json");
        Files.writeString(file, changed.toPrettyString());
        Kubectl kubectl = stage.kubectl().with("KUBE_EDITOR", "cp " + file);
        return kubectl.run(subject.command("edit", "-o", "json")).succeeded();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  KUBECTL_PATCH {
    @Override
    boolean write(Stage stage, Subject subject, JsonNode changed) {
      String patch = merge(subject.before(), changed).toString();
      return stage.kubectl().run(subject.command("patch", "--type=merge", "-p", patch)).succeeded();
    }
  };

  /// Whether the server took it.
  abstract boolean write(Stage stage, Subject subject, JsonNode changed);

  private static List<String> fields(JsonNode before, JsonNode after) {
    return java.util.stream.Stream.concat(before.properties().stream(), after.properties().stream())
        .map(java.util.Map.Entry::getKey)
        .distinct()
        .filter(name -> !before.path(name).equals(after.path(name)))
        .toList();
  }

  /// The [merge patch](https://www.rfc-editor.org/rfc/rfc7396) that leads from one to the other.
  private static ObjectNode merge(JsonNode before, JsonNode after) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (String field : fields(before, after)) {
      JsonNode old = before.path(field);
      JsonNode now = after.path(field);
      if (now.isMissingNode()) {
        patch.putNull(field);
      } else {
        patch.set(field, old.isObject() && now.isObject() ? merge(old, now) : now);
      }
    }
    return patch;
  }
}
