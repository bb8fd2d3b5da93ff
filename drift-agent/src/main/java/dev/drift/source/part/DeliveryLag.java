package dev.drift.source.part;

import dev.drift.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a deployer has applied at another commit than the one that is read: it is on its way, and
/// no drift.
public final class DeliveryLag {
  private final String deployer;
  private final String one;
  private final Optional<String> here;
  private final Map<String, List<String>> names = new TreeMap<>();

  /// @param deployer its name, such as `Flux`
  /// @param one of what it deploys, such as `Kustomization`
  public DeliveryLag(Reading reading, String deployer, String one) {
    this.here = reading.request().repository().commit();
    this.deployer = deployer;
    this.one = one;
  }

  /// @param commit that was applied, and is compared
  public void add(String commit, String name) {
    if (!here.equals(Optional.of(commit))) {
      names.computeIfAbsent(commit, _ -> new ArrayList<>()).add(name);
    }
  }

  public List<Problem> notes() {
    List<Problem> notes = new ArrayList<>();
    names.forEach(
        (commit, all) ->
            notes.add(
                Problem.of(
                    Problem.Code.NOT_YET_APPLIED,
                    ("%s has not applied %s to the %s%s %s yet; what it has applied is compared, %s."
                            + " What changed between the two is on its way, and no drift.")
                        .formatted(
                            deployer,
                            here.map(AppliedTree::shortened).orElse(""),
                            one,
                            all.size() == 1 ? "" : "s",
                            Names.some(all),
                            AppliedTree.shortened(commit)))));
    return notes;
  }
}
