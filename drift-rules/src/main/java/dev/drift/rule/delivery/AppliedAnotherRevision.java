package dev.drift.rule.delivery;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.branch.RepositoryName;
import dev.drift.model.branch.SourceBranches;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Flux or Argo CD is at another commit than the head of the branch that this run read. It is
/// reported only if both name the same repository and branch.
final class AppliedAnotherRevision implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEL013", "applied-another-revision", Category.DELIVERY, Severity.MEDIUM)
          .what(
              "Flux or Argo CD is not at the head commit of its branch. Checked only if its URL and branch are those of"
                  + " `--repo`, and `--repo` is a URL: a local folder may itself be behind.")
          .why(
              "The latest commits are not deployed yet, which may account for much of the drift in this run.")
          .example("The GitRepository platform has fetched main@sha1:1f3a…, but main is at 9c41….")
          .remedy(
              "Wait for the next reconciliation or trigger one; if nothing changes, check the status conditions of the object.");

  private static final Path STATUS = Path.of("status");

  /// What Flux takes where no branch is named.
  private static final String FLUX_BRANCH = "master";

  /// `main@sha1:…`, or of older versions `main/…`.
  private static final Pattern FLUX_REVISION =
      Pattern.compile("(?<branch>.+)(?:@sha1:|/)(?<commit>[0-9a-f]{40})");

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.FLUX_GIT_REPOSITORY, Kinds.ARGO_APPLICATION);
  }

  @Override
  public Reads reads() {
    return Reads.of(Reads.Fact.BRANCHES);
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    List<SourceBranches> sources = world.branches();
    Value.Obj spec = resource.content().object("spec");
    Value.Obj status = resource.content().object("status");
    return resource.id().groupKind().equals(Kinds.ARGO_APPLICATION)
        ? ofArgo(resource, spec, status.object("sync"), sources)
        : ofFlux(spec, status.object("artifact"), sources)
            .map(message -> Offence.of(this, resource, STATUS, message))
            .stream()
            .toList();
  }

  private static Optional<String> ofFlux(
      Value.Obj spec, Value.Obj artifact, List<SourceBranches> sources) {
    Value.Obj ref = spec.object("ref");
    // These are asked before the branch.
    if (List.of("name", "commit", "semver", "tag").stream().anyMatch(f -> has(ref, f))) {
      return Optional.empty();
    }
    String branch = ref.text("branch").filter(b -> !b.isEmpty()).orElse(FLUX_BRANCH);
    Matcher revision = FLUX_REVISION.matcher(artifact.text("revision").orElse(""));
    return head(sources, spec.text("url"), branch)
        .filter(_ -> revision.matches() && revision.group("branch").equals(branch))
        .filter(head -> !head.equals(revision.group("commit")))
        .map(
            head ->
                "Flux has fetched commit %s of branch %s, which is now at %s"
                    .formatted(
                        Branches.brief(revision.group("commit")), branch, Branches.brief(head)));
  }

  /// Each source of an Application with several is checked.
  private List<Offence> ofArgo(
      LiveResource application, Value.Obj spec, Value.Obj sync, List<SourceBranches> heads) {
    List<Offence> offences = new ArrayList<>();
    List<Value.Obj> sources = spec.objects("sources");
    if (sources.isEmpty()) {
      ofArgo(spec.object("source"), sync.text("revision"), heads)
          .ifPresent(message -> offences.add(Offence.of(this, application, STATUS, message)));
      return offences;
    }
    List<Value> revisions = sync.list("revisions");
    for (int i = 0; i < Math.min(sources.size(), revisions.size()); i++) {
      Optional<String> revision =
          revisions.get(i) instanceof Value.Str(String text) ? Optional.of(text) : Optional.empty();
      Path path = STATUS.field("sync").field("revisions").plus(new Path.Index(i));
      ofArgo(sources.get(i), revision, heads)
          .ifPresent(message -> offences.add(Offence.of(this, application, path, message)));
    }
    return offences;
  }

  private static Optional<String> ofArgo(
      Value.Obj from, Optional<String> compared, List<SourceBranches> sources) {
    String branch = from.text("targetRevision").filter(r -> !r.isEmpty()).orElse("HEAD");
    return head(sources, from.text("repoURL"), branch)
        .filter(_ -> compared.filter(revision -> COMMIT.matcher(revision).matches()).isPresent())
        .filter(head -> !head.equals(compared.orElseThrow()))
        .map(
            head ->
                "Argo CD is at commit %s of branch %s, which is now at %s"
                    .formatted(
                        Branches.brief(compared.orElseThrow()), branch, Branches.brief(head)));
  }

  /// The commit that this run read, if it is the head of that branch of that repository.
  private static Optional<String> head(
      List<SourceBranches> sources, Optional<String> url, String branch) {
    Optional<RepositoryName> wanted = url.flatMap(RepositoryName::of);
    return sources.stream()
        .filter(source -> source.heads().ofServer())
        .filter(source -> source.repository().isPresent() && source.repository().equals(wanted))
        .flatMap(
            source ->
                source
                    .heads()
                    .at(branch)
                    .filter(head -> source.commit().equals(Optional.of(head)))
                    .stream())
        .findFirst();
  }

  private static boolean has(Value.Obj object, String field) {
    return object.text(field).filter(text -> !text.isEmpty()).isPresent();
  }
}
