package dev.drift.forge;

import java.util.Map;

/// What each request to a forge sends, with the token.
public final class ForgeHeaders {
  private ForgeHeaders() {}

  /// <https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api>
  public static Map<String, String> gitHub(String token) {
    return Map.of(
        "Accept", "application/vnd.github+json",
        "X-GitHub-Api-Version", "2022-11-28",
        "Authorization", "Bearer " + token);
  }

  /// <https://docs.gitlab.com/api/rest/authentication/>
  public static Map<String, String> gitLab(String token) {
    return Map.of("Accept", "application/json", "PRIVATE-TOKEN", token);
  }
}
