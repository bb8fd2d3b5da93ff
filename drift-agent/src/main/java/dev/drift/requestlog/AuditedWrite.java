package dev.drift.requestlog;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.LoggedRequest;
import java.util.List;

/// A request that changed something, as the API server's audit webhook sent it.
///
/// @param id the API server's, unique
/// @param request its body may hold secrets in plain text: compare it, and drop it
/// @param groups of the user whom the API server authenticated
public record AuditedWrite(String id, LoggedRequest request, List<String> groups) {
  public AuditedWrite {
    requireNonNull(id, "id is null");
    requireNonNull(request, "request is null");
    groups = List.copyOf(groups);
  }
}
