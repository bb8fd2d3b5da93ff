package dev.drift.store;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/// Who connects to a PostgreSQL store. Never printed.
///
/// @param user empty for the driver's default, which is the user of the process
/// @param password empty if the server wants none, or `PGPASSFILE` or `~/.pgpass` has it
public record StoreLogin(Optional<String> user, Optional<String> password) {
  public static final StoreLogin NONE = new StoreLogin(Optional.empty(), Optional.empty());

  public StoreLogin {
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
  }

  /// By `PGUSER` and `PGPASSWORD`.
  public static StoreLogin of(Map<String, String> environment) {
    return new StoreLogin(
        Optional.ofNullable(environment.get("PGUSER")).filter(it -> !it.isEmpty()),
        Optional.ofNullable(environment.get("PGPASSWORD")).filter(it -> !it.isEmpty()));
  }

  /// These, and what they lack of the others.
  public StoreLogin or(StoreLogin other) {
    return new StoreLogin(user.or(other::user), password.or(other::password));
  }

  @Override
  public String toString() {
    return "StoreLogin";
  }
}
