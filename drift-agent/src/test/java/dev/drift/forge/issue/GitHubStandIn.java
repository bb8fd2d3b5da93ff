package dev.drift.forge.issue;

import com.sun.net.httpserver.HttpExchange;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.net.http.Patience;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// GitHub as its documentation describes it: <https://docs.github.com/rest/issues>.
public final class GitHubStandIn extends ForgeStandIn {
  private static final String ISSUES = "/repos/platform/lakehouse/issues";

  @Override
  public IssueTracker tracker(Patience client) {
    return new GitHubIssues(client, url(), "platform/lakehouse", LABEL, TOKEN);
  }

  @Override
  protected Reply answer(HttpExchange exchange, String body) {
    var headers = exchange.getRequestHeaders();
    if (!("Bearer " + TOKEN).equals(headers.getFirst("Authorization"))) {
      return error(401, "Bad credentials");
    }
    if (!"application/vnd.github+json".equals(headers.getFirst("Accept"))
        || !"2022-11-28".equals(headers.getFirst("X-GitHub-Api-Version"))
        || headers.getFirst("User-Agent") == null) {
      return error(400, "a header is missing");
    }
    String path = exchange.getRequestURI().getRawPath();
    if (!path.startsWith(ISSUES)) {
      return error(404, "Not Found");
    }
    String rest = path.substring(ISSUES.length());
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !"application/json".equals(headers.getFirst("Content-Type"))) {
      return error(400, "Problems parsing JSON");
    }
    if (rest.isEmpty()) {
      return method.equals("GET") ? list(exchange) : create(json(body));
    }
    String[] parts = rest.substring(1).split("/");
    Kept issue = issues.get(Long.parseLong(parts[0]));
    if (issue == null) {
      return error(404, "Not Found");
    }
    if (parts.length == 2 && parts[1].equals("comments") && method.equals("POST")) {
      comments.add(json(body).text("body").orElseThrow());
      return Reply.of(201, "{\"id\": 7}");
    }
    return switch (method) {
      case "GET" -> Reply.of(200, JsonWriter.text(json(issue)));
      case "PATCH" -> update(issue, json(body));
      default -> error(405, "Method Not Allowed");
    };
  }

  private Reply list(HttpExchange exchange) {
    Map<String, String> query = query(exchange);
    if (!Set.of("labels", "state", "per_page", "page", "sort", "direction")
        .containsAll(query.keySet())) {
      return error(422, "Validation Failed");
    }
    String state = query.getOrDefault("state", "open");
    List<Value> found =
        issues.values().stream()
            .filter(it -> it.labels.contains(query.get("labels")))
            .filter(it -> state.equals("all") || it.open == state.equals("open"))
            .sorted(Comparator.comparingLong((Kept it) -> it.number).reversed())
            .map(GitHubStandIn::json)
            .map(Value.class::cast)
            .toList();
    return page(exchange, found, query);
  }

  private Reply create(Value.Obj body) {
    if (!hasOnly(body, Set.of("title", "body", "labels")) || !isShort(body)) {
      return error(422, "Validation Failed");
    }
    Kept kept =
        add(
            body.text("title").orElseThrow(),
            body.text("body").orElse(""),
            body.list("labels").stream().map(it -> ((Value.Str) it).value()).toList(),
            false);
    return Reply.of(201, JsonWriter.text(json(kept)));
  }

  private static boolean isShort(Value.Obj body) {
    return body.text("body").orElse("").length() <= 65_536
        && body.text("title").filter(it -> !it.isBlank() && it.length() <= 256).isPresent();
  }

  private static Reply update(Kept issue, Value.Obj body) {
    if (!hasOnly(body, Set.of("title", "body", "state", "state_reason")) || !isShort(body)) {
      return error(422, "Validation Failed");
    }
    Optional<String> state = body.text("state");
    if (state.isPresent() && !Set.of("open", "closed").contains(state.get())) {
      return error(422, "Validation Failed");
    }
    issue.title = body.text("title").orElse(issue.title);
    issue.body = body.text("body").orElse(issue.body);
    state.ifPresent(it -> issue.open = it.equals("open"));
    return Reply.of(200, JsonWriter.text(json(issue)));
  }

  private static Value.Obj json(Kept issue) {
    Value.Obj json =
        Value.Obj.EMPTY
            .with("id", Value.Num.of(1_000_000 + issue.number))
            .with("number", Value.Num.of(issue.number))
            .with("html_url", Value.of("https://github.example.com/issues/" + issue.number))
            .with("title", Value.of(issue.title))
            .with("body", issue.body.isEmpty() ? Value.Null.NULL : Value.of(issue.body))
            .with("state", Value.of(issue.open ? "open" : "closed"));
    return issue.pullRequest ? json.with("pull_request", Value.Obj.EMPTY) : json;
  }
}
