package dev.drift.finding;

import static java.util.Objects.requireNonNull;

import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a run read and what it could not read. Only this decides whether a run was complete.
///
/// @param entries one for each kind, observer, group of rules and unreadable file
public record Coverage(List<Entry> entries) {
  public static final Coverage NOTHING = new Coverage(List.of());

  /// What suffers if something could not be seen.
  public enum Need {
    /// Whether the cluster equals Git.
    DRIFT,
    /// Posture: what is wrong regardless of Git.
    POSTURE,
    /// Who changed it.
    ATTRIBUTION
  }

  /// What was to be read.
  public sealed interface Subject {
    record Kind(String apiVersion, String kind) implements Subject {
      public Kind {
        requireNonNull(apiVersion, "apiVersion is null");
        requireNonNull(kind, "kind is null");
      }
    }

    /// A source of truth beside the API server's objects.
    record Observer(String name) implements Subject {
      public Observer {
        requireNonNull(name, "name is null");
      }
    }

    /// Rules that could not look, all for one reason.
    record Rules(SortedSet<String> codes) implements Subject {
      public Rules {
        codes = Collections.unmodifiableSortedSet(new TreeSet<>(codes));
      }
    }

    /// Files of a source that could not be read as manifests.
    ///
    /// @param what a Helm chart, a kustomization, an invalid file
    record Files(String path, String what) implements Subject {
      public Files {
        requireNonNull(path, "path is null");
        requireNonNull(what, "what is null");
      }
    }

    /// The declared resources; those that could not be compared make a run incomplete.
    record Resources() implements Subject {}
  }

  /// @param needs what suffers if the status is not known
  /// @param count objects read, or resources that could not be compared
  /// @param reason a sentence if something could not be seen
  public record Entry(Subject subject, Status status, Set<Need> needs, int count, String reason) {
    public Entry {
      requireNonNull(subject, "subject is null");
      requireNonNull(status, "status is null");
      needs = needs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(needs));
      requireNonNull(reason, "reason is null");
    }

    /// A kind as it was read.
    public static Entry of(KindCoverage kind, Set<Need> needs) {
      return new Entry(
          new Subject.Kind(kind.apiVersion(), kind.kind()),
          kind.status(),
          needs,
          kind.count(),
          kind.reason());
    }

    /// Whether it was seen, or is known not to be there.
    public boolean known() {
      return status == Status.READ || status == Status.ABSENT;
    }

    boolean lacks(Set<Need> asked) {
      return !known() && !Collections.disjoint(needs, asked);
    }
  }

  public Coverage {
    entries = List.copyOf(entries);
  }

  /// Whether everything that these needs take was seen.
  public boolean complete(Set<Need> asked) {
    return entries.stream().noneMatch(entry -> entry.lacks(asked));
  }

  /// The entries that these needs lack.
  public List<Entry> gaps(Set<Need> asked) {
    return entries.stream().filter(entry -> entry.lacks(asked)).toList();
  }

  /// This and more.
  public Coverage and(List<Entry> more) {
    List<Entry> all = new ArrayList<>(entries);
    all.addAll(more);
    return new Coverage(all);
  }
}
