package dev.drift.source.manifest;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import java.util.List;

/// What a document turned out to be.
sealed interface Classified {
  /// One resource, or those of a list; what is wrong with others of the list is among the problems.
  record Resources(List<Manifest> manifests, List<Problem> problems) implements Classified {
    public Resources {
      manifests = List.copyOf(manifests);
      problems = List.copyOf(problems);
    }
  }

  /// Not a resource, for this reason.
  record None(String reason) implements Classified {}

  /// Resources that something renders before they are deployed.
  record Template(String reason) implements Classified {}

  /// What somebody decrypts before it is deployed.
  record Encrypted(Value.Obj document) implements Classified {}

  /// Nothing but comments.
  record Empty() implements Classified {}
}
