package dev.drift.edit.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.edit.Edit;
import dev.drift.edit.EditResult;
import dev.drift.model.origin.Location;
import java.util.List;
import java.util.Optional;

/// What has to happen in Git so that it says what the cluster has.
public sealed interface Adoption {
  /// Edits of the manifest as it is written or rendered. After them, comparing finds none of the
  /// differences, and nothing new.
  record Edits(List<Edit> edits) implements Adoption {
    public Edits {
      edits = List.copyOf(edits);
    }
  }

  /// The manifest goes.
  enum Removal implements Adoption {
    REMOVAL
  }

  /// A new file with this content, without what the server sets and fills in by itself.
  record Created(String yaml) implements Adoption {
    public Created {
      requireNonNull(yaml, "yaml is null");
    }

    /// It holds a whole object.
    @Override
    public String toString() {
      return "Created(%d characters)".formatted(yaml.length());
    }
  }

  /// @param sentence why not, and what to do; holds no value
  /// @param place the file, as far as there is one
  record Refused(EditResult.Reason reason, String sentence, Optional<Location> place)
      implements Adoption {
    public Refused {
      requireNonNull(reason, "reason is null");
      requireNonNull(sentence, "sentence is null");
      requireNonNull(place, "place is null");
    }
  }
}
