package dev.drift.kubernetes.write;

import static java.util.Objects.requireNonNull;

import dev.drift.files.LimitedStream;
import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.Call;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.WriteOutcome;
import dev.drift.model.value.Value;
import java.util.Optional;

/// Asks an API server whom it takes Drift for. Every user may ask that since Kubernetes 1.28:
/// <https://kubernetes.io/docs/reference/access-authn-authz/authentication/#self-subject-review>.
public final class OwnUser {
  private static final String PATH = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
  private static final String REVIEW =
      "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}";
  private static final long MAXIMUM = 1024 * 1024;

  private final ApiServer api;

  public OwnUser(ClusterConnection connection) {
    this.api = requireNonNull(connection, "connection is null").api();
  }

  /// @return empty if it does not say
  public Optional<String> name() {
    return switch (api.write(
        new Call.Create(PATH, REVIEW), body -> JsonReader.read(new LimitedStream(body, MAXIMUM)))) {
      case WriteOutcome.Done<Value>(Value.Obj review) ->
          review
              .object("status")
              .object("userInfo")
              .text("username")
              .filter(name -> !name.isEmpty());
      case WriteOutcome.Done<Value> _,
          WriteOutcome.NotDone<Value> _,
          WriteOutcome.Unknown<Value> _ ->
          Optional.empty();
    };
  }
}
