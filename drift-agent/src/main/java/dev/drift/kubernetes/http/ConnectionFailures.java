package dev.drift.kubernetes.http;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.secret.Redactor;

/// Explains why a cluster cannot be used.
public final class ConnectionFailures {
  private ConnectionFailures() {}

  /// @param redactor masks what the server said
  public static DriftException problem(
      ClusterConnection connection, RequestFailed e, Redactor redactor) {
    String server = connection.server();
    String context = connection.context();
    String why = redactor.text(e.why());
    Problem problem =
        switch (e.kind()) {
          case UNAUTHORIZED ->
              Problem.of(
                  Problem.Code.CREDENTIALS_REFUSED,
                  ("%s rejected the credentials of the context \"%s\": they are wrong or expired."
                          + " Renew them, or choose another context with --context.")
                      .formatted(server, context));
          case NO_CREDENTIALS ->
              Problem.of(
                  Problem.Code.CREDENTIALS_REFUSED,
                  "No valid credentials for the context \"%s\": %s.".formatted(context, why));
          case FORBIDDEN ->
              Problem.of(
                  Problem.Code.CREDENTIALS_REFUSED,
                  ("The credentials of the context \"%s\" do not permit API discovery on %s: %s."
                          + " Bind the user to the ClusterRole system:discovery.")
                      .formatted(context, server, why));
          case CERTIFICATE ->
              Problem.of(
                  Problem.Code.CERTIFICATE_REFUSED,
                  "The certificate of %s (context \"%s\") is not trusted: %s."
                      .formatted(server, context, why));
          case UNREACHABLE, NOT_FOUND, EXPIRED, OTHER ->
              Problem.of(
                  Problem.Code.CLUSTER_UNREACHABLE,
                  "The cluster at %s (context \"%s\") cannot be read: %s."
                      .formatted(server, context, why));
        };
    return new DriftException(problem, e);
  }
}
