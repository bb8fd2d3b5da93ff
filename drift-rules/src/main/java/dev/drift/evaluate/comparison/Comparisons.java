package dev.drift.evaluate.comparison;

import dev.drift.canonical.Canonical;
import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.compare.Comparer;
import dev.drift.compare.Comparison;
import dev.drift.compare.TextComparer;
import dev.drift.explain.Explainer;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Newer;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.value.Value;
import dev.drift.noise.Noise;
import dev.drift.secret.Redactor;
import dev.drift.world.ServerAnswers;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares one declared resource with its live object: canonicalise → compare → explain.
public final class Comparisons {
  private static final String ADMITTED =
      "a dry-run shows that the API server sets this value on creation";
  private static final String NULL_SENT =
      "Git declares null, which kubectl create and server-side apply store as the zero value";

  private static final String ON_ITS_WAY =
      "Git says so at a newer commit, which its deployer is applying";

  private final LiveState live;

  /// Whether what is declared is masked as the live state is.
  private final boolean ofCluster;

  private final Map<GroupKind, KindCoverage> coverages = new HashMap<>();
  private final Redactor redactor;
  private final Explainer explainer;
  private final Noise noise;
  private final Schemas schemas;
  private final Canonicaliser canonicaliser;
  private final Comparer comparer;
  private final TextComparer texts;
  private final ServerAnswers answers;

  public Comparisons(World world, Schemas schemas, Explainer explainer, Noise noise) {
    this.live = world.live();
    this.ofCluster = world.desired().ofCluster().isPresent();
    live.coverage().forEach(one -> coverages.putIfAbsent(one.groupKind(), one));
    this.redactor = world.redactor();
    this.answers = world.facts().answers();
    this.explainer = explainer;
    this.noise = noise;
    this.schemas = schemas;
    this.canonicaliser = new Canonicaliser(schemas);
    this.comparer = new Comparer(schemas);
    this.texts = new TextComparer(comparer, redactor);
  }

  /// How comparing a resource ended.
  public sealed interface Result {
    /// The kind was never asked for.
    record Unread() implements Result {}

    /// The kind could not be read; its coverage tells why.
    record Unreadable() implements Result {}

    /// It was read and could not be compared.
    record Incomparable(Problem problem) implements Result {}

    /// The cluster does not have it.
    record Absent() implements Result {}

    record Done(ResourceComparison comparison) implements Result {}
  }

  public Result compare(DesiredResource resource) {
    KindCoverage coverage = coverages.get(resource.id().groupKind());
    if (coverage == null) {
      return new Result.Unread();
    }
    if (!coverage.known()) {
      return new Result.Unreadable();
    }
    LiveResource found = live.resources().get(resource.id());
    if (found == null) {
      return new Result.Absent();
    }
    if (found.unread().isPresent()) {
      return incomparable(
          resource,
          Problem.Code.KIND_NOT_READ,
          "%s could not be compared: %s"
              .formatted(resource.id(), redactor.text(found.unread().get())));
    }
    String apiVersion = resource.ref().apiVersion();
    if (!found.ref().apiVersion().equals(apiVersion)) {
      return incomparable(
          resource,
          Problem.Code.KIND_NOT_READ,
          "%s could not be compared: it was not read at version %s"
              .formatted(resource.id(), apiVersion));
    }
    Optional<KindSchema> schema = schemas.schema(apiVersion, resource.id().kind());
    if (schema.isPresent()) {
      return new Result.Done(compare(resource, found, schema.get()));
    }
    Optional<Value.Obj> answer = answers.of(resource.id());
    return answer.isPresent()
        ? new Result.Done(compare(resource, found, answer.get()))
        : incomparable(resource, Problem.Code.TYPE_NOT_KNOWN, withoutType(resource));
  }

  /// The same with this object in place of the live one.
  ///
  /// @return empty if they cannot be compared
  public Optional<ResourceComparison> compare(DesiredResource resource, LiveResource object) {
    if (object.unread().isPresent()
        || !object.ref().apiVersion().equals(resource.ref().apiVersion())) {
      return Optional.empty();
    }
    Optional<KindSchema> schema = schemas.schema(resource.ref().apiVersion(), resource.id().kind());
    return schema.isPresent()
        ? Optional.of(compare(resource, object, schema.get()))
        : answers.of(resource.id()).map(answer -> compare(resource, object, answer));
  }

  private String withoutType(DesiredResource resource) {
    String sentence =
        "no schema found for %s at %s; not compared; "
            .formatted(resource.id(), resource.ref().apiVersion());
    return sentence
        + answers
            .refusalOf(resource.id())
            .map("the dry-run failed too: %s"::formatted)
            .orElse(
                "allow reading CustomResourceDefinitions, or ask the API server with"
                    + " --dry-run=server");
  }

  private static Result incomparable(DesiredResource resource, Problem.Code code, String sentence) {
    return new Result.Incomparable(
        new Problem(
            code,
            sentence,
            resource.manifest().origin().start().place(),
            Optional.of(resource.ref())));
  }

  /// What the API server would store is the canonical form of a kind of which nothing tells the
  /// type.
  private ResourceComparison compare(
      DesiredResource resource, LiveResource found, Value.Obj answer) {
    KindSchema schema = KindSchema.asServed(resource.content(), answer);
    Canonical canonical = canonicaliser.asServed(schema, resource.content(), answer);
    Value.Obj normal = canonicaliser.normal(schema, found.content(), canonical.content());
    Comparison comparison = comparer.compare(resource.ref(), schema, canonical, normal);
    List<ResourceComparison.Accounted> explained = new ArrayList<>();
    List<Difference> drift = explain(resource, comparison, found, explained);
    return new ResourceComparison(
        resource, found, schema, canonical, normal, comparison, explained, drift);
  }

  private ResourceComparison compare(
      DesiredResource resource, LiveResource found, KindSchema schema) {
    Canonical canonical = canonicaliser.canonical(schema, resource.content());
    if (live.keyId().isPresent()) {
      canonical = redacted(resource.ref(), canonical);
    }
    Value.Obj normal = canonicaliser.normal(schema, found.content(), canonical.content());
    Comparison comparison =
        texts.within(
            comparer.compare(resource.ref(), schema, canonical, normal),
            resource.ref(),
            canonical.content(),
            found.content(),
            live.keyId().isPresent());
    List<ResourceComparison.Accounted> explained = new ArrayList<>();
    List<Difference> drift = explain(resource, comparison, found, explained);
    List<Difference> left = drift;
    if (!left.isEmpty()) {
      Optional<Canonical> sent = canonicaliser.withNullsSent(schema, resource.content());
      if (sent.isPresent()) {
        Canonical other =
            live.keyId().isPresent() ? redacted(resource.ref(), sent.get()) : sent.get();
        left =
            remaining(
                left,
                comparer.compare(resource.ref(), schema, other, normal),
                NULL_SENT,
                explained);
      }
    }
    Optional<Value.Obj> answer = answers.of(resource.id());
    if (answer.isPresent() && !left.isEmpty()) {
      Canonical served = canonicaliser.asServed(schema, resource.content(), answer.get());
      left =
          remaining(
              left, comparer.compare(resource.ref(), schema, served, normal), ADMITTED, explained);
    }
    for (Newer newer : resource.newer()) {
      if (left.isEmpty() || !(newer instanceof Newer.Declared(var content, _))) {
        continue;
      }
      Canonical plain = canonicaliser.canonical(schema, content);
      Canonical other = live.keyId().isPresent() ? redacted(resource.ref(), plain) : plain;
      left =
          remaining(
              left,
              comparer.compare(
                  resource.ref(),
                  schema,
                  other,
                  canonicaliser.normal(schema, found.content(), other.content())),
              ON_ITS_WAY,
              explained);
    }
    List<Difference> folded = folded(left, resource, found, schema);
    for (Difference cause : folded) {
      for (Difference consequence : cause.consequences()) {
        explained.add(
            new ResourceComparison.Accounted(
                consequence, "a consequence of the drift at %s".formatted(cause.path())));
      }
    }
    return new ResourceComparison(
        resource, found, schema, canonical, normal, comparison, explained, folded);
  }

  /// With what follows from a difference within it: one change is one finding.
  private List<Difference> folded(
      List<Difference> drift, DesiredResource resource, LiveResource found, KindSchema schema) {
    if (drift.size() < 2 || schema.origin() != KindSchema.SchemaSource.BUILT_IN) {
      return drift;
    }
    return new Consequences(
            resource.content(), manifest -> differences(manifest, resource, found, schema))
        .folded(drift);
  }

  private List<Difference> differences(
      Value.Obj manifest, DesiredResource resource, LiveResource found, KindSchema schema) {
    Canonical plain = canonicaliser.canonical(schema, manifest);
    Canonical canonical = live.keyId().isPresent() ? redacted(resource.ref(), plain) : plain;
    Value.Obj normal = canonicaliser.normal(schema, found.content(), canonical.content());
    return comparer.compare(resource.ref(), schema, canonical, normal).differences();
  }

  /// @return what nothing accounts for
  private List<Difference> explain(
      DesiredResource resource,
      Comparison comparison,
      LiveResource found,
      List<ResourceComparison.Accounted> explained) {
    List<Difference> drift = new ArrayList<>();
    for (Difference difference : comparison.differences()) {
      undetermined(difference, resource, found)
          .or(() -> explainer.explain(difference, found))
          .or(() -> noise.explain(difference, found))
          .ifPresentOrElse(
              sentence -> explained.add(new ResourceComparison.Accounted(difference, sentence)),
              () -> drift.add(difference));
    }
    return drift;
  }

  /// Why the source does not determine the value, if it does not.
  private static Optional<String> undetermined(
      Difference difference, DesiredResource resource, LiveResource found) {
    if (!(resource.manifest().origin() instanceof Generated generated)) {
      return Optional.empty();
    }
    Difference field = difference.ofField();
    return generated.undetermined().stream()
        .filter(
            it ->
                it.accountsFor(
                    field.path(),
                    resource.content(),
                    field.livePath(),
                    found.content(),
                    field.live().isPresent()))
        .findFirst()
        .map(Undetermined::reason);
  }

  /// What also differs from another form that the manifest may have been stored in.
  ///
  /// @param sentence that accounts for the rest
  private static List<Difference> remaining(
      List<Difference> drift,
      Comparison other,
      String sentence,
      List<ResourceComparison.Accounted> explained) {
    List<Difference> left = new ArrayList<>();
    for (Difference difference : drift) {
      if (remains(difference, other.differences())) {
        left.add(difference);
      } else {
        explained.add(new ResourceComparison.Accounted(difference, sentence));
      }
    }
    return left;
  }

  /// Whether something at the path of a difference, or around or below it, still differs from what
  /// the server would store.
  static boolean remains(Difference difference, List<Difference> others) {
    return others.stream()
        .anyMatch(
            other ->
                other.livePath().startsWith(difference.livePath())
                    || difference.livePath().startsWith(other.livePath()));
  }

  private Canonical redacted(ResourceRef ref, Canonical canonical) {
    if (ofCluster) {
      return canonical;
    }
    return new Canonical(
        redactor.redact(ref, canonical.written()),
        redactor.redact(ref, canonical.content()),
        canonical.invalid());
  }
}
