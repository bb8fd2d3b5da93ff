package dev.drift.yaml;

import dev.drift.model.Problem;
import java.util.List;

/// What a file says.
///
/// @param documents those that could be read, in their order
/// @param problems of the others; a document with a problem is not among the documents
public record Documents(List<Document> documents, List<Problem> problems) {
  public Documents {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }
}
