package dev.drift.git;

import static java.util.Objects.requireNonNull;

/// A user and a password or token. Prints neither: the token may be the user's name.
record Login(String user, String password) {
  Login {
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
  }

  @Override
  public String toString() {
    return "Login";
  }
}
