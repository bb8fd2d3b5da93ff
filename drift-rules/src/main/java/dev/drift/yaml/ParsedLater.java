package dev.drift.yaml;

import dev.drift.model.origin.Places;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A file that is parsed when somebody asks where something in it stands, and once only.
final class ParsedLater {
  private final Supplier<Documents> parse;
  private @Nullable Documents parsed;

  ParsedLater(Supplier<Documents> parse) {
    this.parse = parse;
  }

  /// The places of a document.
  ///
  /// @param index counted from 0
  synchronized Places.Node root(int index) {
    Documents documents = parsed;
    if (documents == null) {
      documents = parse.get();
      parsed = documents;
    }
    return documents.documents().get(index).places().root();
  }
}
