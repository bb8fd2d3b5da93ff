package dev.drift.judge;

import dev.drift.attribute.FieldOwners;
import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.finding.Fingerprint;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.ReadText;
import dev.drift.model.ResourceId;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.secret.Redactor;
import dev.drift.secret.Shown;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes findings of differences.
public final class Judge {
  private final String clusterUid;
  private final Redactor redactor;
  private final MaskedWorld world;

  /// @param clusterUid UID of the Namespace kube-system
  public Judge(String clusterUid, Redactor redactor, MaskedWorld world) {
    this.clusterUid = clusterUid;
    this.redactor = redactor;
    this.world = world;
  }

  /// The finding of one difference.
  ///
  /// @param origin where Git declares it; empty if Git has no such resource
  /// @param canonical the canonical form of the desired resource; empty if Git has none
  /// @param written what the manifest says; the path of a zero that it spells out stands only here
  public Finding.Drift judge(
      Difference difference,
      Optional<Location> origin,
      Value.Obj canonical,
      Value.Obj written,
      Optional<LiveResource> live) {
    boolean stored = Steps.at(difference.ofField().path(), canonical).isPresent();
    Shown shownDesired =
        show(
            difference,
            difference.path(),
            difference.desired(),
            opened(difference, ReadText::desired, stored ? canonical : written));
    Shown shownLive = live(difference, live.map(LiveResource::content).orElse(Value.Obj.EMPTY));
    ResourceId id = difference.resource().id();
    JudgedDifference judged = JudgedDifference.of(difference, shownDesired, shownLive, world);
    DifferenceRule rule = Rules.ruleFor(one -> judged.in(seen(one, id)));
    JudgedDifference own = judged.in(seen(rule, id));
    Path path = redactor.path(difference.path());
    Remedies.Remedy remedy =
        new Remedies(world, one -> show(one, one.path(), one.desired(), canonical))
            .of(difference, origin, live);
    return new Finding.Drift(
        Fingerprint.ofDrift(clusterUid, difference.resource().id(), path),
        rule.info().code(),
        rule.category(own),
        rule.severity(own),
        difference.change(),
        difference.resource(),
        path,
        shownDesired,
        shownLive,
        difference.consequences().stream().map(one -> redactor.path(one.path())).toList(),
        message(rule.message(own), difference.path(), path),
        (rule.info().remedy() + " " + remedy.sentence()).strip(),
        // A name that looks like a secret is one: no command is better than one that shows it.
        remedy.command().filter(command -> redactor.text(command).equals(command)),
        origin,
        // A hint, so that policies may match the manager; who it was is found out afterwards.
        live.map(it -> FieldOwners.attribute(difference, it)).orElse(Attribution.UNKNOWN));
  }

  /// A sentence about a path may quote a name that is a secret.
  private static String message(String message, Path path, Path shown) {
    String masked = message;
    for (int i = 0; i < path.elements().size() && !shown.equals(path); i++) {
      if (path.elements().get(i) instanceof Path.Field(String name)
          && shown.elements().get(i) instanceof Path.Field(String mask)) {
        masked = name.equals(mask) ? masked : masked.replace(name, mask);
      }
    }
    return masked;
  }

  /// All that the message of a finding shortens.
  public List<String> details(Finding.Drift finding) {
    return Rules.of(finding.rule()).orElse(null) instanceof DifferenceRule rule
        ? rule.details(finding.resource().id(), seen(rule, finding.resource().id())).stream()
            .map(redactor::text)
            .toList()
        : List.of();
  }

  private MaskedWorld seen(DifferenceRule rule, ResourceId id) {
    return world.seen(rule.reads(), id);
  }

  /// The live value of a difference.
  public Shown live(Difference difference, Value.Obj root) {
    return show(
        difference,
        difference.livePath(),
        difference.live(),
        opened(difference, ReadText::live, root));
  }

  /// The object in which the text that the difference stands in is what it says, so that a name
  /// within it counts as any other name does.
  private static Value.Obj opened(
      Difference difference, Function<ReadText, Value> side, Value.Obj root) {
    boolean within = !difference.path().equals(difference.ofField().path());
    return within
        ? Steps.with(difference.ofField().path(), side.apply(difference.text().orElseThrow()), root)
        : root;
  }

  /// A whole resource is shown only by its name.
  private Shown show(Difference difference, Path path, Optional<Value> value, Value.Obj root) {
    boolean whole =
        difference.change() == Change.MISSING || difference.change() == Change.UNMANAGED;
    if (value.isEmpty() || whole) {
      return redactor.absent();
    }
    return redactor.show(difference.resource(), path, value.get(), root);
  }
}
