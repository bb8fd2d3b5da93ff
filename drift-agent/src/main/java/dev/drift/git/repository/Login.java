package dev.drift.git.repository;

import static java.util.Objects.requireNonNull;

/// A user and a password or token. Prints neither: the token may be the user's name.
public record Login(String user, String password) {
  public Login {
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
  }

  @Override
  public String toString() {
    return "Login";
  }
}
