package dev.drift.app;

import dev.drift.audit.AuditLogFile;
import dev.drift.finding.Account;
import dev.drift.model.DriftException;
import dev.drift.model.GroupKind;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.secret.Redactor;
import dev.drift.verdict.Accounts;
import dev.drift.verdict.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Accounts for one resource, path by path.
public final class ExplainResource {
  private final Progress progress;

  public ExplainResource(Progress progress) {
    this.progress = progress;
  }

  /// @throws DriftException where Git or the cluster cannot be read, the manifests are not valid,
  ///     or neither has the resource
  public Account run(ExplainRequest request) {
    Redactor redactor = new Redactor(Keys.read(request.check().keyFile(), request.check().mask()));
    try (Reach reach = Reach.begin(request.check().live(), redactor)) {
      return run(request, redactor, reach);
    }
  }

  private Account run(ExplainRequest request, Redactor redactor, Reach reach) {
    Desired desired = Desired.read(request.check(), progress);
    List<Problem> invalid = new ArrayList<>(desired.rendered().problems());
    invalid.addAll(desired.policies().problems());
    if (!invalid.isEmpty()) {
      throw new DriftException(invalid);
    }
    Optional<AuditLogFile> log = request.check().auditLog().map(AuditLogFile::open);
    DriftCheck.Question question = new DriftCheck.Question(request.check(), desired, redactor);
    DriftCheck.Compared compared = new DriftCheck(progress).compared(question, reach);
    List<ResourceId> candidates =
        kinds(request.kind(), compared).stream().map(kind -> id(kind, request)).toList();
    Audit audit =
        log.map(file -> Audit.read(file, Set.copyOf(candidates), compared.live().kinds(), progress))
            .orElse(Audit.NONE);
    Context context =
        DriftCheck.context(
            question, compared.desired(), compared.live(), audit.trail(), compared.dryRuns());
    List<Account> accounts =
        candidates.stream()
            .flatMap(id -> Accounts.of(id, compared.desired(), compared.live(), context).stream())
            .map(account -> account.and(audit.problems()))
            .toList();
    return switch (accounts.size()) {
      case 1 -> accounts.getFirst();
      case 0 ->
          throw usage(
              candidates.isEmpty()
                  ? "the cluster serves no kind %s".formatted(request.kind())
                  : "neither Git nor what was read of the cluster has %s"
                      .formatted(candidates.getFirst()));
      default ->
          throw usage(
              "%s may be any of %s; name the kind with its group, such as %s"
                  .formatted(
                      request.kind(),
                      accounts.stream()
                          .map(account -> account.resource().id().toString())
                          .collect(Collectors.joining(", ")),
                      accounts.getFirst().resource().id().groupKind()));
    };
  }

  private static DriftException usage(String sentence) {
    return new DriftException(Problem.of(Problem.Code.USAGE, sentence));
  }

  /// A kind of the cluster, or one that only Git knows.
  private record Kind(GroupKind groupKind, boolean namespaced) {}

  private static List<Kind> kinds(String wanted, DriftCheck.Compared compared) {
    Set<GroupKind> seen = new TreeSet<>();
    List<Kind> served =
        compared.live().kinds().stream()
            .filter(kind -> isMeant(wanted, kind.groupKind(), Optional.of(kind.plural())))
            .filter(kind -> seen.add(kind.groupKind()))
            .map(kind -> new Kind(kind.groupKind(), kind.namespaced()))
            .toList();
    if (!served.isEmpty()) {
      return served;
    }
    return compared.desired().resources().keySet().stream()
        .filter(id -> isMeant(wanted, id.groupKind(), Optional.empty()))
        .filter(id -> seen.add(id.groupKind()))
        .map(id -> new Kind(id.groupKind(), !id.namespace().isEmpty()))
        .toList();
  }

  private static boolean isMeant(String wanted, GroupKind kind, Optional<String> plural) {
    String text = wanted.toLowerCase(Locale.ROOT);
    String suffix = kind.group().isEmpty() ? "" : "." + kind.group();
    String name = kind.kind().toLowerCase(Locale.ROOT);
    return text.equals(name)
        || text.equals(name + suffix)
        || plural.filter(p -> text.equals(p) || text.equals(p + suffix)).isPresent();
  }

  private static ResourceId id(Kind kind, ExplainRequest request) {
    int slash = request.name().indexOf('/');
    String name = request.name().substring(slash + 1);
    String namespace =
        slash < 0 ? request.check().defaultNamespace() : request.name().substring(0, slash);
    return new ResourceId(kind.groupKind(), kind.namespaced() ? namespace : "", name);
  }
}
