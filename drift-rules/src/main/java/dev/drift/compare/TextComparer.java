package dev.drift.compare;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.ReadText;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.text.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks into the texts of ConfigMaps and Secrets: where both sides are made of settings of one
/// format, a difference of the text becomes one for each setting.
///
/// The texts are compared as they are masked, so that a snapshot gives the same differences as a
/// cluster, and no setting can show what the masked text does not. Of a Secret a snapshot keeps
/// no texts.
public final class TextComparer {
  private final Comparer comparer;
  private final Redactor redactor;
  private final TextReader reader;

  public TextComparer(Comparer comparer, Redactor redactor) {
    this.comparer = comparer;
    this.redactor = redactor;
    this.reader = new TextReader(redactor);
  }

  /// @param desired the canonical form
  /// @param masked whether both sides are masked already
  public Comparison within(
      Comparison comparison,
      ResourceRef resource,
      Value.Obj desired,
      Value.Obj live,
      boolean masked) {
    if (comparison.differences().stream().noneMatch(TextComparer::isOfText)) {
      return comparison;
    }
    GroupKind kind = resource.id().groupKind();
    boolean redacts = !masked && !TextReader.isSecret(kind);
    Value.Obj ofGit = redacts ? redactor.redact(resource, desired) : desired;
    Value.Obj ofCluster = redacts ? redactor.redact(resource, live) : live;
    List<Difference> differences = new ArrayList<>();
    List<Path> undecided = new ArrayList<>(comparison.undecided());
    for (Difference difference : comparison.differences()) {
      Optional<Comparison> inner =
          isOfText(difference) ? inner(difference, ofGit, ofCluster) : Optional.empty();
      differences.addAll(inner.map(Comparison::differences).orElse(List.of(difference)));
      undecided.addAll(inner.map(Comparison::undecided).orElse(List.of()));
    }
    return new Comparison(differences, comparison.pending(), undecided);
  }

  private static boolean isOfText(Difference difference) {
    return difference.change() == Change.CHANGED
        && TextReader.reads(difference.resource().id().groupKind(), difference.path());
  }

  private Optional<Comparison> inner(Difference whole, Value.Obj desired, Value.Obj live) {
    Optional<Settings> ofGit = read(whole, desired);
    Optional<Settings> ofCluster = read(whole, live);
    if (ofGit.isEmpty() || ofCluster.isEmpty() || !ofGit.get().comparesWith(ofCluster.get())) {
      return Optional.empty();
    }
    ReadText text =
        new ReadText(whole, ofGit.get().format(), ofGit.get().root(), ofCluster.get().root());
    if (text.saysTheSame()) {
      return Optional.of(new Comparison(List.of(whole.in(text)), List.of(), List.of()));
    }
    Comparison inner = comparer.compareText(whole, text.desired(), text.live());
    boolean reported = !inner.differences().isEmpty() || !inner.undecided().isEmpty();
    return reported && inner.differences().stream().allMatch(reader::canBeNamed)
        ? Optional.of(
            new Comparison(
                inner.differences().stream().map(difference -> difference.in(text)).toList(),
                List.of(),
                inner.undecided()))
        : Optional.empty();
  }

  private Optional<Settings> read(Difference whole, Value.Obj root) {
    GroupKind kind = whole.resource().id().groupKind();
    Value value = Steps.at(whole.path(), root).orElse(Value.Null.NULL);
    return TextReader.isSecret(kind)
        ? reader.readPlain(kind, whole.path(), value)
        : reader.readMasked(whole.path(), value);
  }
}
