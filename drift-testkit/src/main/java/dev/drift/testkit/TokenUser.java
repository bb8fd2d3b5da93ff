package dev.drift.testkit;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A user whom the API server knows by a static bearer token. What they may do is RBAC's business.
public record TokenUser(String name, String token, List<String> groups) {
  public TokenUser {
    requireNonNull(name, "name");
    requireNonNull(token, "token");
    groups = List.copyOf(groups);
  }

  public TokenUser(String name, String... groups) {
    this(name, Tokens.of(name), List.of(groups));
  }

  /// One line of the API server's token file.
  String csv() {
    return token + "," + name + "," + name + ",\"" + String.join(",", groups) + "\"\n";
  }

  @Override
  public String toString() {
    return name + " " + groups;
  }
}
