package dev.drift.kubernetes.read;

import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.RequestFailed.Kind;
import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.Kinds;
import dev.drift.secret.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// Reads one kind as far as the user may, and says how far that was.
final class KindReader {
  private final Lister lister;
  private final SortedSet<String> only;
  private final SortedSet<String> ofGit;
  private final Redactor redactor;

  /// The objects of a kind, with what became of reading them.
  ///
  /// @param lists that were made
  record Reading(List<LiveResource> resources, KindCoverage coverage, List<ListedKind> lists) {
    Reading {
      resources = List.copyOf(resources);
      lists = List.copyOf(lists);
    }
  }

  /// @param only LIST in these namespaces; empty means in all
  /// @param ofGit where to LIST if all namespaces together are forbidden
  KindReader(Lister lister, SortedSet<String> only, SortedSet<String> ofGit, Redactor redactor) {
    this.lister = lister;
    this.only = only;
    this.ofGit = ofGit;
    this.redactor = redactor;
  }

  /// @throws RequestFailed if the credentials are no good for anything
  Reading read(ApiKind kind) throws RequestFailed {
    if (kind.namespaced() && !only.isEmpty()) {
      return byNamespace(kind, only, Optional.empty());
    }
    if (kind.groupKind().equals(Kinds.NAMESPACE) && !only.isEmpty()) {
      return named(kind);
    }
    try {
      Lister.Listing listing = lister.list(kind, Optional.empty());
      return new Reading(
          listing.items(),
          coverage(kind, Status.READ, listing.items().size(), ""),
          List.of(new ListedKind(kind, Optional.empty(), listing.resourceVersion())));
    } catch (RequestFailed e) {
      rethrowIfUseless(e);
      if (e.kind() == Kind.FORBIDDEN && kind.namespaced() && !ofGit.isEmpty()) {
        return byNamespace(kind, ofGit, Optional.of(e));
      }
      return new Reading(List.of(), coverage(kind, status(e), 0, sentence(kind, "", e)), List.of());
    }
  }

  /// The Namespaces themselves, one by one: a Role in a namespace allows getting it, and listing
  /// them would take a right to all of them.
  private Reading named(ApiKind kind) throws RequestFailed {
    List<LiveResource> resources = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    Optional<RequestFailed> first = Optional.empty();
    Status worst = Status.FORBIDDEN;
    for (String name : only) {
      try {
        resources.add(lister.get(kind, Optional.empty(), name));
      } catch (RequestFailed e) {
        rethrowIfUseless(e);
        if (e.kind() == Kind.NOT_FOUND) {
          continue;
        }
        failed.add(name);
        first = first.or(() -> Optional.of(e));
        if (status(e) == Status.FAILED) {
          worst = Status.FAILED;
        }
      }
    }
    return first.isEmpty()
        ? new Reading(resources, coverage(kind, Status.READ, resources.size(), ""), List.of())
        : new Reading(
            resources,
            coverage(
                kind,
                worst,
                resources.size(),
                sentence(kind, " " + String.join(", ", failed), first.get())),
            List.of());
  }

  /// @param everywhere why all namespaces together could not be read, if that was tried
  private Reading byNamespace(
      ApiKind kind, Set<String> namespaces, Optional<RequestFailed> everywhere)
      throws RequestFailed {
    List<LiveResource> resources = new ArrayList<>();
    List<ListedKind> lists = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    Optional<RequestFailed> first = Optional.empty();
    Status worst = Status.FORBIDDEN;
    for (String namespace : namespaces) {
      try {
        Lister.Listing listing = lister.list(kind, Optional.of(namespace));
        resources.addAll(listing.items());
        lists.add(new ListedKind(kind, Optional.of(namespace), listing.resourceVersion()));
      } catch (RequestFailed e) {
        rethrowIfUseless(e);
        failed.add(namespace);
        first = first.or(() -> Optional.of(e));
        if (status(e) == Status.FAILED) {
          worst = Status.FAILED;
        }
      }
    }
    if (first.isPresent()) {
      String in = " in " + String.join(", ", failed);
      return new Reading(
          resources,
          coverage(kind, worst, resources.size(), sentence(kind, in, first.get())),
          lists);
    }
    String reason =
        everywhere.isEmpty()
            ? ""
            : "Read only in the namespaces that Git uses (%s): listing all namespaces is forbidden."
                .formatted(String.join(", ", namespaces));
    return new Reading(resources, coverage(kind, Status.READ, resources.size(), reason), lists);
  }

  private static void rethrowIfUseless(RequestFailed e) throws RequestFailed {
    if (e.kind() == Kind.UNAUTHORIZED || e.kind() == Kind.NO_CREDENTIALS) {
      throw e;
    }
  }

  private static Status status(RequestFailed e) {
    return e.kind() == Kind.FORBIDDEN ? Status.FORBIDDEN : Status.FAILED;
  }

  private String sentence(ApiKind kind, String where, RequestFailed e) {
    return "%s%s could not be read: %s.".formatted(kind.kind(), where, redactor.text(e.why()));
  }

  private static KindCoverage coverage(ApiKind kind, Status status, int count, String reason) {
    return new KindCoverage(kind.apiVersion(), kind.kind(), status, count, reason);
  }
}
