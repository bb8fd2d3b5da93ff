package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Place;
import java.util.Optional;

/// Something that kept Drift from doing its work, in a sentence that a person can act on.
///
/// @param message what, where, why and what to do; holds no value of a manifest or an object
/// @param place the file and line, where there is one
/// @param resource the resource, where there is one
public record Problem(
    Code code, String message, Optional<Place> place, Optional<ResourceRef> resource) {

  /// Who can mend it; decides the exit code.
  public enum Type {
    /// Flags, configuration or manifests are wrong: exit code 2.
    INPUT,
    /// Something could not be read, and the rest could: exit code 3.
    GAP,
    /// Good to know when reading the report; changes no exit code.
    NOTE,
    /// The repository or the cluster is out of reach, or Drift itself failed: exit code 4.
    FAILURE
  }

  /// What went wrong; the names are stable and stand in the JSON report.
  public enum Code {
    USAGE(Type.INPUT),
    /// A folder or file that is not there, or a path that leads out of the repository.
    PATH_NOT_FOUND(Type.INPUT),
    PATH_OUTSIDE_REPOSITORY(Type.INPUT),
    /// A branch, tag or commit that the repository does not have.
    UNKNOWN_REVISION(Type.INPUT),
    /// A Git repository on this machine that Drift does not read.
    INVALID_REPOSITORY(Type.INPUT),
    FILE_TOO_LARGE(Type.INPUT),
    TOO_MANY_FILES(Type.INPUT),
    /// A file of which Git has only a pointer (Git LFS).
    NOT_FETCHED(Type.INPUT),
    NOT_UTF8(Type.INPUT),
    YAML_SYNTAX(Type.INPUT),
    YAML_ALIASES(Type.INPUT),
    YAML_TOO_DEEP(Type.INPUT),
    YAML_DUPLICATE_KEY(Type.INPUT),
    /// A document with only one of apiVersion and kind.
    INCOMPLETE_TYPE(Type.INPUT),
    /// A document without a name, or with generateName.
    NO_NAME(Type.INPUT),
    DUPLICATE_RESOURCE(Type.INPUT),
    /// A namespace that was asked for and that neither Git nor the cluster has.
    UNKNOWN_NAMESPACE(Type.INPUT),
    /// The cluster serves no such apiVersion and kind.
    UNKNOWN_KIND(Type.INPUT),
    /// A field or value that the type of the resource does not have.
    INVALID_DESIRED(Type.INPUT),
    /// A saved plan that is not readable or outdated.
    PLAN_OUTDATED(Type.INPUT),
    NO_KUBECONFIG(Type.INPUT),
    INVALID_KUBECONFIG(Type.INPUT),
    INVALID_SNAPSHOT(Type.INPUT),
    INVALID_KEY(Type.INPUT),
    /// A file that is not there, or holds no audit events.
    INVALID_AUDIT_LOG(Type.INPUT),
    /// A file that is not there, or holds no scan of an image.
    INVALID_SCAN(Type.INPUT),
    /// A policy, or an ignore on a resource, that says something else than a policy can.
    INVALID_POLICY(Type.INPUT),
    /// A `drift.yaml` that cannot be used: missing, or with keys or values that it cannot have.
    INVALID_CONFIG(Type.INPUT),
    /// A LIST that the cluster refused or did not finish.
    KIND_NOT_READ(Type.GAP),
    /// A kind without a schema that could be read, so that its objects were not compared.
    TYPE_NOT_KNOWN(Type.GAP),
    /// Charts, kustomizations or broken files: what they declare is not known.
    NOT_RENDERED(Type.GAP),
    /// Objects that name a deployer as their owner, which could not be verified.
    OWNER_NOT_READ(Type.GAP),
    /// No manifest and no object that a comparison could be made of.
    NOTHING_COMPARED(Type.GAP),
    /// A channel that could not be told of the findings. What was compared is known all the same.
    CHANNEL_FAILED(Type.GAP),
    /// Old records of the audit trail that stay, because the trail is broken.
    TRAIL_NOT_PRUNED(Type.GAP),
    /// Masks under another key, so that values could not be compared.
    OTHER_KEY(Type.GAP),
    /// The server is of a Kubernetes version without a type table of its own.
    OTHER_VERSION(Type.NOTE),
    /// The API server refused to answer what it would store.
    DRY_RUN_REFUSED(Type.NOTE),
    /// Events of the request log that could not be read or kept.
    AUDIT_LOG_GAPS(Type.NOTE),
    /// Files outside of `--path` that could not be read.
    OTHERS_NOT_READ(Type.NOTE),
    /// A deployer has not applied the commit that is read yet.
    NOT_YET_APPLIED(Type.NOTE),
    /// Which commit a deployer has applied could not be read.
    APPLIED_NOT_KNOWN(Type.NOTE),
    /// Charts, bases and files that were fetched to render a source.
    FETCHED(Type.NOTE),
    /// Strict masking hides values that rules and explanations read.
    MASKED_STRICTLY(Type.NOTE),
    /// Branches of the source that could not be compared.
    BRANCHES_NOT_SEEN(Type.NOTE),
    /// An ignore whose last day is over; it does not apply.
    IGNORE_EXPIRED(Type.NOTE),
    /// An ignore that nothing matched in a run that saw everything.
    IGNORE_UNUSED(Type.NOTE),
    /// An ignore from Git of what only the agent's own configuration may hide.
    IGNORE_REFUSED(Type.NOTE),
    /// Entries of a baseline are over.
    BASELINE_EXPIRED(Type.NOTE),
    /// A severity that the repository asks for.
    SEVERITY_FROM_GIT(Type.NOTE),
    /// A noise pack reads a kind that could not be read.
    NOISE_PACK_NOT_ASKED(Type.NOTE),
    /// The record of acts could not be read by a run that does not act.
    RECORD_NOT_READ(Type.NOTE),
    /// Old records of the audit trail were deleted, as the configuration says.
    TRAIL_PRUNED(Type.NOTE),
    REPOSITORY_UNREACHABLE(Type.FAILURE),
    REPOSITORY_REFUSED(Type.FAILURE),
    CLUSTER_UNREACHABLE(Type.FAILURE),
    CERTIFICATE_REFUSED(Type.FAILURE),
    CREDENTIALS_REFUSED(Type.FAILURE),
    OUTPUT_FAILED(Type.FAILURE),
    /// The record of acts cannot be read or written.
    RECORD_FAILED(Type.FAILURE),
    /// The store cannot be opened, read or written. What was compared is known all the same.
    STORE_FAILED(Type.FAILURE),
    INTERNAL(Type.FAILURE);

    private final Type type;

    Code(Type type) {
      this.type = type;
    }

    public Type type() {
      return type;
    }
  }

  public Problem {
    requireNonNull(code, "code is null");
    requireNonNull(message, "message is null");
    requireNonNull(place, "place is null");
    requireNonNull(resource, "resource is null");
  }

  /// A problem that has no place in a file.
  public static Problem of(Code code, String message) {
    return new Problem(code, message, Optional.empty(), Optional.empty());
  }

  /// A problem at a place in a file.
  public static Problem at(Place place, Code code, String message) {
    return new Problem(code, message, Optional.of(place), Optional.empty());
  }
}
