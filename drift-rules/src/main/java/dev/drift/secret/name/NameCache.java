package dev.drift.secret.name;

import dev.drift.model.BoundedCache;

/// Which names announce a secret, each judged once in a run: the names of fields are few.
///
/// It lives no longer than its redactor: a name may be a secret itself.
public final class NameCache {
  private static final int MOST = 10_000;

  private final BoundedCache<Boolean> remembered;

  public NameCache(boolean remembers) {
    this.remembered =
        new BoundedCache<>(SecretNames.LONGEST, remembers ? MOST : 0, SecretNames::announceSecret);
  }

  public boolean announceSecret(String name) {
    return remembered.of(name);
  }
}
