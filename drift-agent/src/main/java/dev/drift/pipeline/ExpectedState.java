package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.evaluate.Judgement;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.finding.Finding;
import dev.drift.finding.Sides;
import dev.drift.model.Change;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.policy.Policies;
import dev.drift.policy.mapping.ClusterMapping;
import dev.drift.policy.mapping.Counterpart;
import dev.drift.policy.mapping.ObjectMapping;
import dev.drift.secret.Redactor;
import dev.drift.world.DesiredState;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The first of two clusters as the desired state of the second.
///
/// What it declares is what a check of it against an empty repository would call unmanaged: what
/// controllers, the API server and operators make is explained, there as here. A value within an
/// object is declared unless the same explanations account for it.
final class ExpectedState {
  /// Stands where a file would.
  static final String PLACE = "cluster";

  private final LiveState live;
  private final LiveState judged;
  private final Set<GroupKind> custom;
  private final Set<String> onlyJudged;
  private final Evaluation own;
  private final ObjectMapping mapping;
  private final Map<ResourceId, LiveResource> byCounterpart;
  private final SortedMap<ResourceId, DeclaredObject> declared;
  private final List<Problem> problems;
  private final List<String> notCompared;
  private final Redactor redactor;

  private ExpectedState(
      LiveState live,
      LiveState judged,
      Set<GroupKind> custom,
      Set<String> onlyJudged,
      Evaluation own,
      ObjectMapping mapping,
      Map<ResourceId, LiveResource> byCounterpart,
      SortedMap<ResourceId, DeclaredObject> declared,
      List<Problem> problems,
      Collection<String> notCompared,
      Redactor redactor) {
    this.live = live;
    this.judged = judged;
    this.custom = custom;
    this.onlyJudged = onlyJudged;
    this.own = own;
    this.mapping = mapping;
    this.byCounterpart = byCounterpart;
    this.declared = declared;
    this.problems = List.copyOf(problems);
    this.notCompared = List.copyOf(notCompared);
    this.redactor = redactor;
  }

  /// @throws DriftException if the two have no namespace in common
  static ExpectedState of(
      LiveState expected,
      LiveState second,
      Sides sides,
      ClusterMapping mapping,
      CompareRequest request,
      Redactor redactor,
      Evaluator evaluator) {
    Set<GroupKind> custom = BothRead.customKinds(expected, second);
    Set<GroupKind> compared = new TreeSet<>(TrackedKinds.with(TrackedKinds.ALL));
    compared.addAll(custom);
    LiveState live = BothRead.named(expected, sides.expected(), compared);
    LiveState judged = BothRead.without(BothRead.named(second, sides.judged(), compared), live);
    List<Problem> problems = new ArrayList<>();
    // Of both as they were read: the gaps of the first are not those of the second.
    ComparedNamespaces namespaces =
        ComparedNamespaces.of(expected, second, mapping, request, sides);
    Set<String> onlyExpected = namespaces.only();
    Set<String> onlyJudged =
        onlyExpected.stream()
            .map(mapping::namespace)
            .collect(Collectors.toCollection(TreeSet::new));
    if (request.namespaces().isEmpty() && !onlyExpected.isEmpty()) {
      problems.add(
          Problem.of(
              Problem.Code.OTHERS_NOT_READ,
              "only these namespaces of %s were compared, because a snapshot holds no others: %s"
                  .formatted(sides.expected(), String.join(", ", onlyExpected))));
    }
    Evaluation own =
        new Evaluator(Policies.NONE, evaluator.noise())
            .evaluate(
                World.of(
                    desired(List.of(), live, onlyExpected, custom), live, List.of(), redactor));
    ObjectMapping objects = new ObjectMapping(mapping);
    Map<ResourceId, LiveResource> byCounterpart = new TreeMap<>();
    SortedMap<ResourceId, DeclaredObject> declared = new TreeMap<>();
    Set<ResourceId> declares =
        own.judgements()
            .filter(ExpectedState::isUndeclared)
            .map(it -> it.difference().resource().id())
            .collect(Collectors.toSet());
    ObjectMapping unnoted = new ObjectMapping(mapping);
    for (LiveResource object : live.resources().values()) {
      if (!BothRead.compares(object.id(), custom)) {
        continue;
      }
      ResourceId counterpart = unnoted.id(object.id());
      boolean isDeclared =
          declares.contains(object.id())
              || (isOfEveryCluster(object.id()) && judged.resources().get(counterpart) != null);
      ResourceId id = isDeclared ? objects.id(object.id()) : counterpart;
      LiveResource other = byCounterpart.putIfAbsent(id, object);
      if (other != null && isDeclared) {
        problems.add(
            Problem.of(
                Problem.Code.INVALID_POLICY,
                "%s and %s of %s have the same counterpart %s; correct the mapping"
                    .formatted(other.id(), object.id(), sides.expected(), id)));
      }
      if (isDeclared) {
        declared.putIfAbsent(id, new DeclaredObject(object, id, objects.content(object)));
      }
    }
    for (Problem problem : own.problems()) {
      if (problem.code() == Problem.Code.KIND_NOT_READ) {
        problems.add(
            new Problem(
                problem.code(),
                sides.expected() + ": " + problem.message(),
                Optional.empty(),
                problem.resource()));
      }
    }
    return new ExpectedState(
        live,
        judged,
        custom,
        onlyJudged,
        own,
        objects,
        byCounterpart,
        declared,
        problems,
        namespaces.notCompared().values(),
        redactor);
  }

  /// Whether both clusters may have it without anybody having made it, and people write into it:
  /// labels of `kube-system`, annotations of the ServiceAccount `default`.
  private static boolean isOfEveryCluster(ResourceId id) {
    return id.groupKind().equals(Kinds.NAMESPACE)
        || (id.groupKind().equals(Kinds.SERVICE_ACCOUNT) && id.name().equals("default"));
  }

  private static boolean isUndeclared(Evaluation evaluation, ResourceId id) {
    return evaluation.resource(id).stream()
        .flatMap(it -> it.judgements().stream())
        .anyMatch(ExpectedState::isUndeclared);
  }

  private static boolean isUndeclared(Judgement judgement) {
    return judgement.finding() instanceof Finding.Drift drift && drift.change() == Change.UNMANAGED;
  }

  private static DesiredState desired(
      List<Manifest> manifests, LiveState state, Set<String> only, Set<GroupKind> custom) {
    return DesiredState.of(
            List.of(new DesiredState.Part(Scope.CLUSTER, "default", manifests)),
            state.kinds(),
            only)
        .ofCluster(custom);
  }

  LiveState live() {
    return live;
  }

  /// What is to be said of reading and mapping it.
  List<Problem> problems() {
    return problems;
  }

  /// Why namespaces that were to be compared were not.
  List<String> notCompared() {
    return notCompared;
  }

  /// Entries of the mapping that mapped nothing.
  List<Counterpart> unused() {
    return mapping.unused();
  }

  /// What the second cluster should have.
  Optional<DeclaredObject> declared(ResourceId id) {
    return Optional.ofNullable(declared.get(id));
  }

  /// Whether the mapping gave the object another value at this path, or around it, than it has.
  boolean isMapped(ResourceId id, Path path) {
    DeclaredObject object = declared.get(id);
    if (object == null) {
      return false;
    }
    for (int i = path.elements().size(); i > 0; i--) {
      Path around = new Path(path.elements().subList(0, i));
      Optional<Value> value = Steps.at(around, object.content());
      if (value.isPresent()) {
        return !value.equals(Steps.at(around, object.object().content()));
      }
    }
    return false;
  }

  /// The objects of the first cluster in whose place these are.
  List<ResourceRef> refs(Collection<ResourceId> ids) {
    return ids.stream()
        .flatMap(id -> Optional.ofNullable(byCounterpart.get(id)).stream())
        .map(LiveResource::ref)
        .toList();
  }

  /// Both clusters.
  World world() {
    return World.of(
        desired(
            declared.values().stream().map(it -> it.manifest(PLACE)).toList(),
            judged,
            onlyJudged,
            custom),
        judged,
        List.of(),
        redactor);
  }

  /// The same after a first comparison: without values that nobody set, and with objects that only
  /// the second cluster seemed to have. What either side declares is compared.
  ///
  /// @return empty if nothing has to be corrected
  Optional<ExpectedState> corrected(Evaluation evaluation) {
    SortedMap<ResourceId, DeclaredObject> corrected = new TreeMap<>(declared);
    boolean changed = false;
    for (ResourceRef ref : evaluation.differing()) {
      ResourceId id = ref.id();
      DeclaredObject object = declared.get(id);
      LiveResource there = byCounterpart.get(id);
      if (object == null && there != null && isUndeclared(evaluation, id)) {
        corrected.put(id, new DeclaredObject(there, id, mapping.content(there)));
        changed = true;
      } else if (object != null) {
        Set<Path> generated = generated(object, evaluation);
        if (!generated.isEmpty()) {
          corrected.put(id, object.without(generated));
          changed = true;
        }
      }
    }
    return changed
        ? Optional.of(
            new ExpectedState(
                live,
                judged,
                custom,
                onlyJudged,
                own,
                mapping,
                byCounterpart,
                corrected,
                problems,
                notCompared,
                redactor))
        : Optional.empty();
  }

  /// The differing paths whose values the first cluster has from nobody: if they were not declared
  /// there, they would be explained. Or the items of lists around them, if the whole item is from
  /// nobody, such as the mount of a token whose volume has a random name.
  private Set<Path> generated(DeclaredObject object, Evaluation evaluation) {
    Set<Path> differing =
        evaluation.resource(object.id()).stream()
            .flatMap(it -> it.judgements().stream())
            .map(Judgement::difference)
            .filter(it -> it.change() != Change.ADDED && it.change() != Change.MISSING)
            .map(it -> it.ofField().path())
            .filter(it -> !it.isRoot())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<Path> explained = explainedWithout(object, differing);
    Set<Path> generated = new TreeSet<>();
    Set<Path> items = new TreeSet<>();
    for (Path path : differing) {
      if (explained.stream().anyMatch(it -> it.startsWith(path) || path.startsWith(it))) {
        generated.add(path);
      } else {
        itemAround(path).ifPresent(items::add);
      }
    }
    items.retainAll(explainedWithout(object, items));
    generated.removeIf(path -> items.stream().anyMatch(path::startsWith));
    generated.addAll(items);
    return generated;
  }

  /// The innermost item of a list that a path leads into.
  private static Optional<Path> itemAround(Path path) {
    for (int i = path.elements().size() - 1; i > 0; i--) {
      if (!(path.elements().get(i - 1) instanceof Path.Field)) {
        return Optional.of(new Path(path.elements().subList(0, i)));
      }
    }
    return Optional.empty();
  }

  /// What would be explained in the first cluster if these paths were not declared.
  private Set<Path> explainedWithout(DeclaredObject object, Set<Path> paths) {
    if (paths.isEmpty()) {
      return Set.of();
    }
    Manifest without = object.own(paths, PLACE);
    return own
        .compare(
            new DesiredResource(
                new ResourceRef(object.object().ref().apiVersion(), object.object().id()),
                without.content(),
                without),
            object.object())
        .map(ResourceComparison::explained)
        .orElse(List.of())
        .stream()
        .map(it -> it.difference().path())
        .collect(Collectors.toSet());
  }
}
