package dev.drift.finding;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/// Who changed something, as far as it is known.
///
/// @param manager the field manager, such as `kubectl-edit`: the client's own choice; may be empty
/// @param operation `Apply` or `Update`; empty if `managedFields` does not say
/// @param request what the request log says; empty if it says nothing, or was not given
public record Attribution(
    String manager,
    String operation,
    Optional<Instant> time,
    Confidence confidence,
    Optional<Request> request) {

  /// How sure it is.
  public enum Confidence {
    /// The request log has the request that did it: its body shows the change.
    PROVEN,
    /// The request log has a request that may have done it, at that time by that manager.
    LIKELY,
    /// Only `managedFields` says so.
    HINT,
    UNKNOWN
  }

  /// A request of the request log.
  ///
  /// @param user whom the API server authenticated
  /// @param actingAs whom that user impersonated; empty if nobody
  /// @param verb such as `patch`
  /// @param tool name and version from the User-Agent, such as `kubectl/v1.36.3`: the client's own
  ///     choice; may be empty
  public record Request(String user, String actingAs, String verb, String tool) {
    public Request {
      requireNonNull(user, "user is null");
      requireNonNull(actingAs, "actingAs is null");
      requireNonNull(verb, "verb is null");
      requireNonNull(tool, "tool is null");
    }
  }

  public static final Attribution UNKNOWN =
      new Attribution("", "", Optional.empty(), Confidence.UNKNOWN);

  public Attribution {
    requireNonNull(manager, "manager is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(time, "time is null");
    requireNonNull(confidence, "confidence is null");
    requireNonNull(request, "request is null");
  }

  /// Whom the API server authenticated; empty if the request log does not say.
  public Optional<String> user() {
    return request.map(Request::user).filter(it -> !it.isEmpty());
  }

  /// What `managedFields` says, or nothing does.
  public Attribution(
      String manager, String operation, Optional<Instant> time, Confidence confidence) {
    this(manager, operation, time, confidence, Optional.empty());
  }
}
