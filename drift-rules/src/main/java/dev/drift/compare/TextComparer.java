package dev.drift.compare;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.Path;
import dev.drift.model.ReadText;
import dev.drift.model.ResourceRef;
import dev.drift.model.Steps;
import dev.drift.model.Value;
import dev.drift.secret.Redactor;
import dev.drift.text.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks into the texts of ConfigMaps: where both sides are made of settings of one format, a
/// difference of the text becomes one for each setting.
///
/// The texts are compared as they are masked, so that a snapshot gives the same differences as a
/// cluster, and no setting can show what the masked text does not.
public final class TextComparer {
  private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
  private static final Path DATA = Path.of("data");

  private final Comparer comparer;
  private final Redactor redactor;

  public TextComparer(Comparer comparer, Redactor redactor) {
    this.comparer = comparer;
    this.redactor = redactor;
  }

  /// @param desired the canonical form
  /// @param masked whether both sides are masked already
  public Comparison within(
      Comparison comparison,
      ResourceRef resource,
      Value.Obj desired,
      Value.Obj live,
      boolean masked) {
    if (!resource.id().groupKind().equals(CONFIG_MAP)
        || comparison.differences().stream().noneMatch(TextComparer::isOfText)) {
      return comparison;
    }
    Value.Obj ofGit = masked ? desired : redactor.redact(resource, desired);
    Value.Obj ofCluster = masked ? live : redactor.redact(resource, live);
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
        && difference.path().startsWith(DATA)
        && difference.path().elements().size() == 2;
  }

  private Optional<Comparison> inner(Difference whole, Value.Obj desired, Value.Obj live) {
    Optional<Settings> ofGit = read(whole.path(), desired);
    Optional<Settings> ofCluster = read(whole.path(), live);
    if (ofGit.isEmpty() || ofCluster.isEmpty() || !ofGit.get().comparesWith(ofCluster.get())) {
      return Optional.empty();
    }
    ReadText text =
        new ReadText(whole, ofGit.get().format(), ofGit.get().root(), ofCluster.get().root());
    if (text.saysTheSame()) {
      return Optional.of(new Comparison(List.of(whole.in(text)), List.of(), List.of()));
    }
    Comparison inner = comparer.compareText(whole, text.desired(), text.live());
    return inner.differences().stream().allMatch(this::canBeNamed)
        ? Optional.of(
            new Comparison(
                inner.differences().stream().map(difference -> difference.in(text)).toList(),
                List.of(),
                inner.undecided()))
        : Optional.empty();
  }

  /// What reading undoes, such as an escape, may have hidden a secret in a name.
  private boolean canBeNamed(Difference difference) {
    return difference.path().elements().stream()
        .allMatch(
            element ->
                !(element instanceof Path.Field(String name)) || redactor.text(name).equals(name));
  }

  private static Optional<Settings> read(Path path, Value.Obj root) {
    return Steps.at(path, root).orElse(Value.Null.NULL) instanceof Value.Str(String text)
            && path.elements().getLast() instanceof Path.Field(String name)
        ? Settings.read(name, text)
        : Optional.empty();
  }
}
