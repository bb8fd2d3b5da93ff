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

/// GitLab as its documentation describes it: <https://docs.gitlab.com/api/issues/>.
public final class GitLabStandIn extends ForgeStandIn {
  private static final String ISSUES = "/api/v4/projects/data%2Fplatform%2Flakehouse/issues";

  @Override
  public IssueTracker tracker(Patience client) {
    return new GitLabIssues(client, url(), "data/platform/lakehouse", LABEL, TOKEN);
  }

  @Override
  protected Reply answer(HttpExchange exchange, String body) {
    var headers = exchange.getRequestHeaders();
    if (!TOKEN.equals(headers.getFirst("PRIVATE-TOKEN"))) {
      return error(401, "401 Unauthorized");
    }
    String path = exchange.getRequestURI().getRawPath();
    if (!path.startsWith(ISSUES)) {
      return error(404, "404 Project Not Found");
    }
    String rest = path.substring(ISSUES.length());
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !"application/json".equals(headers.getFirst("Content-Type"))) {
      return error(415, "unsupported");
    }
    if (rest.isEmpty()) {
      return method.equals("GET") ? list(exchange) : create(json(body));
    }
    String[] parts = rest.substring(1).split("/");
    Kept issue = issues.get(Long.parseLong(parts[0]));
    if (issue == null) {
      return error(404, "404 Not found");
    }
    if (parts.length == 2 && parts[1].equals("notes") && method.equals("POST")) {
      comments.add(json(body).text("body").orElseThrow());
      return Reply.of(201, "{\"id\": 7}");
    }
    return switch (method) {
      case "GET" -> Reply.of(200, JsonWriter.text(json(issue)));
      case "PUT" -> update(issue, json(body));
      default -> error(405, "405 Method Not Allowed");
    };
  }

  private Reply list(HttpExchange exchange) {
    Map<String, String> query = query(exchange);
    if (!Set.of("labels", "state", "scope", "per_page", "page", "sort", "order_by")
        .containsAll(query.keySet())) {
      return error(400, "unknown parameter");
    }
    String state = query.getOrDefault("state", "all");
    if (!Set.of("all", "opened", "closed").contains(state)) {
      return error(400, "state does not have a valid value");
    }
    List<Value> found =
        issues.values().stream()
            .filter(it -> it.labels.contains(query.get("labels")))
            .filter(it -> state.equals("all") || it.open == state.equals("opened"))
            .sorted(Comparator.comparingLong((Kept it) -> it.number).reversed())
            .map(GitLabStandIn::json)
            .map(Value.class::cast)
            .toList();
    return page(exchange, found, query);
  }

  private Reply create(Value.Obj body) {
    if (!hasOnly(body, Set.of("title", "description", "labels")) || !isShort(body)) {
      return error(400, "title is invalid");
    }
    Kept kept =
        add(
            body.text("title").orElseThrow(),
            body.text("description").orElse(""),
            List.of(body.text("labels").orElse("").split(",")),
            false);
    return Reply.of(201, JsonWriter.text(json(kept)));
  }

  private static boolean isShort(Value.Obj body) {
    return body.text("description").orElse("").length() <= 1_048_576
        && body.text("title").filter(it -> !it.isBlank() && it.length() <= 255).isPresent();
  }

  private static Reply update(Kept issue, Value.Obj body) {
    if (!hasOnly(body, Set.of("title", "description", "state_event")) || !isShort(body)) {
      return error(400, "title is invalid");
    }
    Optional<String> event = body.text("state_event");
    if (event.isPresent() && !Set.of("close", "reopen").contains(event.get())) {
      return error(400, "state_event does not have a valid value");
    }
    issue.title = body.text("title").orElse(issue.title);
    issue.body = body.text("description").orElse(issue.body);
    event.ifPresent(it -> issue.open = it.equals("reopen"));
    return Reply.of(200, JsonWriter.text(json(issue)));
  }

  private static Value.Obj json(Kept issue) {
    return Value.Obj.EMPTY
        .with("id", Value.Num.of(1_000_000 + issue.number))
        .with("iid", Value.Num.of(issue.number))
        .with("web_url", Value.of("https://gitlab.example.com/-/issues/" + issue.number))
        .with("title", Value.of(issue.title))
        .with("description", issue.body.isEmpty() ? Value.Null.NULL : Value.of(issue.body))
        .with("state", Value.of(issue.open ? "opened" : "closed"));
  }
}
