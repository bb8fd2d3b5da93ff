package dev.drift.explain;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;

/// The token controller lists the token Secrets that belong to a ServiceAccount, and no others.
/// Where Secrets were not read, nothing speaks against what is listed.
final class LegacyToken implements Explanation {
  private static final String TYPE = "kubernetes.io/service-account-token";
  private static final Reads READS = Reads.inNamespace(Kinds.SECRET);

  @Override
  public String name() {
    return "legacy-token";
  }

  @Override
  public Reads reads() {
    return READS;
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    boolean concerns =
        difference.change() == Change.ADDED
            && live.id().groupKind().equals(Kinds.SERVICE_ACCOUNT)
            && difference.path().startsWith(Path.of("secrets"));
    boolean tokens = concerns && areTokens(difference.live().orElseThrow(), live, world);
    return tokens
        ? Optional.of("the token controller lists the ServiceAccount's tokens")
        : Optional.empty();
  }

  private static boolean areTokens(Value value, LiveResource account, World world) {
    return value instanceof Value.Arr(List<Value> items)
        ? items.stream().allMatch(item -> areTokens(item, account, world))
        : value instanceof Value.Obj reference && isToken(reference, account, world);
  }

  private static boolean isToken(Value.Obj reference, LiveResource account, World world) {
    return world
        .find(Kinds.SECRET, account.id().namespace(), reference.text("name").orElse(""))
        .map(
            secret ->
                secret.content().text("type").equals(Optional.of(TYPE))
                    && secret
                        .metadata()
                        .object("annotations")
                        .text("kubernetes.io/service-account.uid")
                        .filter(uid -> account.uid().equals(Optional.of(uid)))
                        .isPresent())
        .orElse(!world.wasRead(Kinds.SECRET));
  }
}
