package dev.drift.serve.hook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.drift.json.JsonReader;
import dev.drift.net.SafeUrl;
import dev.drift.serve.state.GitPoke;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The body of a webhook about a push. GitHub, Gitea and Forgejo describe the repository at
/// `repository`, GitLab at `project` as well.
public final class PushPayload {
  private static final String BRANCH = "refs/heads/";
  private static final String TAG = "refs/tags/";
  private static final int LONGEST = 2_048;
  private static final String FORM = "payload=";

  private static final Set<String> REPOSITORY = Set.of("repository", "project");
  private static final Set<String> URLS =
      Set.of(
          "clone_url",
          "git_http_url",
          "git_ssh_url",
          "git_url",
          "homepage",
          "html_url",
          "http_url",
          "ssh_url",
          "url",
          "web_url");

  private final Set<String> urls = new LinkedHashSet<>();
  private String ref = "";

  private PushPayload() {}

  /// @param body JSON, or a form with JSON at `payload`, which GitHub sends unless told otherwise
  /// @return empty if it is not about a push to a branch or a tag
  /// @throws IOException if it is not JSON; the message quotes nothing
  public static Optional<GitPoke> read(byte[] body) throws IOException {
    PushPayload payload = new PushPayload();
    try (JsonParser parser = JsonReader.FACTORY.createParser(json(body))) {
      payload.read(parser);
    }
    if (payload.urls.isEmpty()) {
      return Optional.empty();
    }
    if (payload.ref.startsWith(BRANCH)) {
      return Optional.of(
          new GitPoke(
              List.copyOf(payload.urls), Optional.of(payload.ref.substring(BRANCH.length()))));
    }
    return payload.ref.startsWith(TAG)
        ? Optional.of(new GitPoke(List.copyOf(payload.urls), Optional.empty()))
        : Optional.empty();
  }

  private static byte[] json(byte[] body) throws IOException {
    byte[] form = FORM.getBytes(StandardCharsets.UTF_8);
    if (body.length < form.length || !Arrays.equals(body, 0, form.length, form, 0, form.length)) {
      return body;
    }
    String encoded =
        new String(body, form.length, body.length - form.length, StandardCharsets.UTF_8);
    int end = encoded.indexOf('&');
    try {
      return URLDecoder.decode(
              end < 0 ? encoded : encoded.substring(0, end), StandardCharsets.UTF_8)
          .getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new IOException("the form is not encoded as a URL is");
    }
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("not an object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("the JSON ends too early");
      }
      if (name.equals("ref") && token == JsonToken.VALUE_STRING) {
        ref = isName(parser.getText()) ? parser.getText() : "";
      } else if (REPOSITORY.contains(name) && token == JsonToken.START_OBJECT) {
        repository(parser);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void repository(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("the JSON ends too early");
      }
      if (URLS.contains(name) && token == JsonToken.VALUE_STRING && isName(parser.getText())) {
        urls.add(SafeUrl.of(parser.getText()));
      } else {
        parser.skipChildren();
      }
    }
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
  }
}
