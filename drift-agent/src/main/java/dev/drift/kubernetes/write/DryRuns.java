package dev.drift.kubernetes.write;

import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.ParallelRequests;
import dev.drift.model.kind.ApiKind;
import dev.drift.secret.Redactor;
import java.util.List;

/// What the API server would store for declared resources, admission included; nothing is stored.
/// Needs the right to create.
public final class DryRuns {
  private final DryRun dryRun;

  /// @param redactor for the server's own words in answers
  public DryRuns(ClusterConnection connection, Redactor redactor) {
    this.dryRun = new DryRun(connection.api(), redactor);
  }

  /// The answers are in the order of the questions. A failure is an answer, too.
  ///
  /// @param kinds what the cluster serves
  public List<DryRunAnswer> ask(List<ApiKind> kinds, List<DryRunQuestion> questions) {
    return ParallelRequests.map(
        questions,
        ParallelRequests.AT_ONCE,
        question ->
            question
                .desired()
                .ref()
                .among(kinds)
                .map(kind -> dryRun.of(kind, question))
                .orElseGet(
                    () ->
                        new DryRunAnswer.Refused(
                            "the cluster does not serve its API version", true)));
  }
}
