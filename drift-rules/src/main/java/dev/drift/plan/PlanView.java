package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Optional;

/// What people may see of a plan: secrets are masked.
public record PlanView(List<ActView> acts, List<LeftView> left) {
  public PlanView {
    acts = List.copyOf(acts);
    left = List.copyOf(left);
  }

  /// What is done to an object, or about it in Git.
  public enum Verb {
    PATCH,
    CREATE,
    DELETE,
    RESTART,
    RECONCILE,
    ADOPT
  }

  /// @param id the same for every act that does the same to the same object: SHA-256 in
  ///     hexadecimal
  /// @param uid of the object; empty if it is created
  /// @param owner in whose name the fields are left, such as `kubectl (Apply)`; empty if nobody's
  /// @param masked whether the identity depends on the key of masks
  /// @param readers workloads that go on with the configuration that they read when they started
  /// @param files of Git that are written or deleted, as reports name them
  public record ActView(
      String id,
      Verb verb,
      ResourceRef resource,
      Optional<String> uid,
      String owner,
      List<ChangeView> changes,
      boolean masked,
      boolean needsApproval,
      List<CauseView> causes,
      List<ResourceRef> readers,
      List<String> files) {
    public ActView {
      requireNonNull(id, "id is null");
      requireNonNull(verb, "verb is null");
      requireNonNull(resource, "resource is null");
      requireNonNull(uid, "uid is null");
      requireNonNull(owner, "owner is null");
      changes = List.copyOf(changes);
      causes = List.copyOf(causes);
      readers = List.copyOf(readers);
      files = List.copyOf(files);
    }
  }

  /// A value that is written: from what there is to what there will be.
  public record ChangeView(Path path, Shown from, Shown to) {}

  /// @param authority which line of which policy orders it, or who has to approve it
  public record CauseView(Finding.Drift finding, String authority) {}

  /// What is left alone, and why.
  public record LeftView(CauseView cause, LeftAlone.Reason reason, String sentence) {}
}
