package dev.drift.serve.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.report.html.LivePage;
import dev.drift.serve.web.Route.Access;
import java.util.List;
import java.util.Map;

/// The page for people. It holds no data, so anybody may have it; with the token that a person
/// enters, it asks the API.
final class PageRoutes {
  private final Answer answer;

  /// @param open whether there is a token with which the API answers
  PageRoutes(boolean open) {
    LivePage page = LivePage.of(open);
    this.answer =
        new Answer(
            200,
            "text/html; charset=utf-8",
            page.html().getBytes(UTF_8),
            Map.of(
                "Content-Security-Policy",
                page.policy(),
                "Referrer-Policy",
                "no-referrer",
                "Cross-Origin-Opener-Policy",
                "same-origin"));
  }

  List<Route> routes() {
    return List.of(Route.get("/", Access.OPEN, _ -> answer));
  }
}
