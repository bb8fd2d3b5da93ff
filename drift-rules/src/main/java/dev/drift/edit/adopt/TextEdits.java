package dev.drift.edit.adopt;

import dev.drift.edit.Edit;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.text.Settings;
import java.util.Optional;

/// Edits of settings within texts.
///
/// A difference within a text holds what its masked reading says, so the value to write is read
/// from the text itself.
final class TextEdits {
  private TextEdits() {}

  static Path inner(Path path, Path text) {
    return new Path(path.elements().subList(text.elements().size(), path.elements().size()));
  }

  static String name(Path text) {
    return text.elements().getLast() instanceof Path.Field(String name) ? name : "";
  }

  /// Empty if the setting cannot be written by its key.
  static Optional<Edit> of(Difference difference) {
    Difference whole = difference.ofField();
    if (difference.change() == Change.REMOVED) {
      return Optional.of(new Edit.Remove(difference.path()));
    }
    Path inner = inner(difference.livePath(), whole.livePath());
    return whole
        .live()
        .flatMap(
            text ->
                text instanceof Value.Str(String content)
                    ? Settings.read(name(whole.livePath()), content)
                    : Optional.<Settings>empty())
        // What is spelled oddly would be written as a text.
        .filter(settings -> !settings.unquoted().contains(inner))
        .flatMap(settings -> Steps.at(inner, settings.root()))
        .map(value -> new Edit.Set(difference.path(), value));
  }

  /// The whole text as the cluster has it.
  static Optional<Edit> whole(Difference difference) {
    Difference whole = difference.ofField();
    return whole.live().map(text -> new Edit.Set(whole.path(), text));
  }
}
