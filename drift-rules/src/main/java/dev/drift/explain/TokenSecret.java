package dev.drift.explain;

import dev.drift.json.JsonReader;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The token controller fills in a token Secret that Git declares for a ServiceAccount: three keys
/// and the account's UID. Any other key, and any other token than the account's, is drift.
///
/// See `generateTokenIfNeeded` in pkg/controller/serviceaccount/tokens_controller.go of Kubernetes.
/// In a snapshot the values are masked, so only the keys are known.
final class TokenSecret implements Explanation {
  static final String TYPE = "kubernetes.io/service-account-token";
  private static final Reads READS = Reads.inNamespace(Kinds.SERVICE_ACCOUNT, Kinds.CONFIG_MAP);
  private static final String UID = "kubernetes.io/service-account.uid";
  private static final String NAME = "kubernetes.io/service-account.name";
  private static final String CLAIM = "kubernetes.io/serviceaccount/";

  private static final Path TOKEN = Path.of("data", "token");
  private static final Path NAMESPACE = Path.of("data", "namespace");
  private static final Path AUTHORITY = Path.of("data", "ca.crt");
  private static final Path ACCOUNT_UID = Path.of("metadata", "annotations", UID);

  @Override
  public String name() {
    return "token-secret";
  }

  @Override
  public Reads reads() {
    return READS;
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    boolean filled =
        difference.isAddition()
            && live.id().groupKind().equals(Kinds.SECRET)
            && live.content().text("type").equals(Optional.of(TYPE))
            && isOfAccount(live, world)
            && isFilled(difference.path(), difference.live().orElse(Value.Null.NULL), live, world);
    return filled
        ? Optional.of("the token controller fills in the ServiceAccount's token")
        : Optional.empty();
  }

  /// The UID was checked with the rest of the Secret, so a difference in it needs no more.
  private static boolean isFilled(Path path, Value value, LiveResource secret, World world) {
    if (path.equals(ACCOUNT_UID)) {
      return true;
    }
    boolean masked = value instanceof Value.Masked;
    if (path.equals(NAMESPACE)) {
      return masked || text(value).equals(Optional.of(secret.id().namespace()));
    }
    if (path.equals(AUTHORITY)) {
      return masked || text(value).filter(pem -> isAuthority(pem, secret, world)).isPresent();
    }
    return path.equals(TOKEN)
        && (masked || text(value).filter(token -> isToken(token, secret)).isPresent());
  }

  private static boolean isOfAccount(LiveResource secret, World world) {
    Value.Obj annotations = secret.metadata().object("annotations");
    return world
        .find(Kinds.SERVICE_ACCOUNT, secret.id().namespace(), annotations.text(NAME).orElse(""))
        .map(account -> account.uid().equals(annotations.text(UID)))
        .orElse(!world.wasRead(Kinds.SERVICE_ACCOUNT));
  }

  /// The controller and the publisher of `kube-root-ca.crt` have it from the same file.
  private static boolean isAuthority(String pem, LiveResource secret, World world) {
    return world
        .find(Kinds.CONFIG_MAP, secret.id().namespace(), "kube-root-ca.crt")
        .map(published -> published.content().object("data").text("ca.crt"))
        .filter(Optional::isPresent)
        .map(published -> published.equals(Optional.of(pem)))
        .orElse(pem.startsWith("-----BEGIN CERTIFICATE-----"));
  }

  /// The claims of the token name the account and this Secret. Who signed it is not asked.
  private static boolean isToken(String token, LiveResource secret) {
    String[] parts = token.split("\\.", -1);
    Value.Obj annotations = secret.metadata().object("annotations");
    String subject =
        "system:serviceaccount:%s:%s"
            .formatted(secret.id().namespace(), annotations.text(NAME).orElse(""));
    return parts.length == 3
        && claims(parts[1])
            .filter(claims -> claims.text("sub").equals(Optional.of(subject)))
            .filter(
                claims ->
                    claims.text(CLAIM + "secret.name").equals(Optional.of(secret.id().name())))
            .filter(
                claims -> claims.text(CLAIM + "service-account.uid").equals(annotations.text(UID)))
            .isPresent();
  }

  private static Optional<Value.Obj> claims(String part) {
    try {
      String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
      return JsonReader.read(json) instanceof Value.Obj claims
          ? Optional.of(claims)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Value value) {
    try {
      return value instanceof Value.Str(String base64)
          ? Optional.of(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
