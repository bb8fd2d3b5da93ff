package dev.drift.explain;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.Path;
import dev.drift.model.Value;
import java.util.Optional;

/// The token controller lists the token Secrets that belong to a ServiceAccount, and no others.
final class LegacyToken implements Explanation {
  private static final GroupKind ACCOUNT = new GroupKind("", "ServiceAccount");
  private static final GroupKind SECRET = new GroupKind("", "Secret");

  @Override
  public String name() {
    return "legacy-token";
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, Estate estate) {
    boolean concerns =
        difference.change() == Change.ADDED
            && live.id().groupKind().equals(ACCOUNT)
            && difference.path().startsWith(Path.of("secrets"));
    boolean tokens =
        concerns
            && live.content().list("secrets").stream()
                .allMatch(secret -> secret instanceof Value.Obj s && isToken(s, live, estate));
    return tokens
        ? Optional.of("the token controller lists the account's own tokens")
        : Optional.empty();
  }

  private static boolean isToken(Value.Obj reference, LiveResource account, Estate estate) {
    return estate
        .find(SECRET, account.id().namespace(), reference.text("name").orElse(""))
        .filter(
            secret ->
                secret
                    .metadata()
                    .object("annotations")
                    .text("kubernetes.io/service-account.uid")
                    .equals(account.metadata().text("uid")))
        .isPresent();
  }
}
