package dev.drift.act.adopt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// GitHub or GitLab as their documentation describes requests, for the project `acme/platform`:
/// <https://docs.github.com/rest/pulls/pulls>, <https://docs.gitlab.com/api/merge_requests/>.
/// Whatever the documentation does not know is answered with 400.
public final class ForgeStandIn implements AutoCloseable {
  public static final String TOKEN = "canary-token-3f9c";

  private final boolean github;
  private final HttpServer server;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();

  /// Answers that come before the usual ones: `429`, or `drop` for a connection that breaks off
  /// after the request was carried out.
  private final List<String> next = new ArrayList<>();

  /// A request, as a person may change it.
  public static final class Entry {
    int number;
    String branch = "";
    public String target = "";
    public String title = "";
    String body = "";
    String state = "open";
  }

  public ForgeStandIn(boolean github) throws IOException {
    this.github = github;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Entry> entries() {
    return entries;
  }

  List<String> calls() {
    List<String> since = List.copyOf(calls);
    calls.clear();
    return since;
  }

  void next(String answer) {
    next.add(answer);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getRawPath();
      calls.add(method);
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean limited = !next.isEmpty() && next.getFirst().equals("429");
      if (limited) {
        next.removeFirst();
        exchange.getResponseHeaders().set("Retry-After", "7");
        answer(exchange, 429, message("slow down, " + TOKEN));
        return;
      }
      Map<Integer, Value> answer = respond(exchange, method, path, body);
      if (!next.isEmpty() && next.getFirst().equals("drop") && !method.equals("GET")) {
        next.removeFirst();
        return;
      }
      answer(exchange, answer.keySet().iterator().next(), answer.values().iterator().next());
    }
  }

  private Map<Integer, Value> respond(
      HttpExchange exchange, String method, String path, String text) throws IOException {
    if (!isAuthorized(exchange)) {
      return Map.of(401, message("Bad credentials"));
    }
    String list =
        github
            ? "/api/v3/repos/acme/platform/pulls"
            : "/api/v4/projects/acme%2Fplatform/merge_requests";
    if (path.equals(list) && method.equals("GET")) {
      return list(query(exchange));
    }
    if (!String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
        .equals("application/json")) {
      return Map.of(400, message("no JSON"));
    }
    Value.Obj body = (Value.Obj) JsonReader.read(text);
    if (path.equals(list) && method.equals("POST")) {
      return open(body);
    }
    if (path.matches(java.util.regex.Pattern.quote(list) + "/\\d+")
        && method.equals(github ? "PATCH" : "PUT")) {
      int number = Integer.parseInt(path.substring(list.length() + 1));
      Entry entry = entries.get(number - 1);
      entry.title = body.text("title").orElseThrow();
      entry.body = body.text(github ? "body" : "description").orElseThrow();
      return Map.of(200, json(entry));
    }
    return Map.of(404, message("404 Not Found"));
  }

  private boolean isAuthorized(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    return github
        ? ("Bearer " + TOKEN).equals(headers.getFirst("Authorization"))
            && "application/vnd.github+json".equals(headers.getFirst("Accept"))
            && "2022-11-28".equals(headers.getFirst("X-GitHub-Api-Version"))
            && headers.containsKey("User-Agent")
        : TOKEN.equals(headers.getFirst("PRIVATE-TOKEN"));
  }

  private Map<Integer, Value> list(Map<String, String> query) {
    Set<String> known =
        github
            ? Set.of("state", "sort", "direction", "per_page", "head")
            : Set.of("state", "order_by", "sort", "per_page", "source_branch");
    if (!known.containsAll(query.keySet()) || !"all".equals(query.get("state"))) {
      return Map.of(400, message("unknown parameter"));
    }
    String branch =
        github
            ? query.getOrDefault("head", "").replaceFirst("^acme:", "")
            : query.getOrDefault("source_branch", "");
    return Map.of(
        200,
        new Value.Arr(
            entries.reversed().stream()
                .filter(one -> one.branch.equals(branch))
                .map(this::json)
                .toList()));
  }

  private Map<Integer, Value> open(Value.Obj body) {
    Entry entry = new Entry();
    entry.branch = body.text(github ? "head" : "source_branch").orElseThrow();
    entry.target = body.text(github ? "base" : "target_branch").orElseThrow();
    entry.title = body.text("title").orElseThrow();
    entry.body = body.text(github ? "body" : "description").orElseThrow();
    boolean exists =
        entries.stream()
            .anyMatch(one -> one.branch.equals(entry.branch) && one.state.equals("open"));
    if (exists) {
      return github
          ? Map.of(422, message("Validation Failed"))
          : Map.of(409, message("Another open merge request already exists"));
    }
    entries.add(entry);
    entry.number = entries.size();
    return Map.of(201, json(entry));
  }

  private Value json(Entry entry) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("title", Value.of(entry.title));
    if (github) {
      fields.put("number", Value.of(entry.number));
      fields.put("html_url", Value.of(link(entry.number)));
      fields.put("state", Value.of(entry.state.equals("open") ? "open" : "closed"));
      fields.put(
          "merged_at",
          entry.state.equals("merged") ? Value.of("2026-11-29T12:00:00Z") : Value.Null.NULL);
      fields.put("body", Value.of(entry.body));
      fields.put("head", new Value.Obj(Map.of("ref", Value.of(entry.branch))));
      fields.put("base", new Value.Obj(Map.of("ref", Value.of(entry.target))));
    } else {
      fields.put("iid", Value.of(entry.number));
      fields.put("web_url", Value.of(link(entry.number)));
      fields.put("state", Value.of(entry.state.equals("open") ? "opened" : entry.state));
      fields.put("description", Value.of(entry.body));
      fields.put("source_branch", Value.of(entry.branch));
      fields.put("target_branch", Value.of(entry.target));
      fields.put("source_project_id", Value.of(7));
      fields.put("target_project_id", Value.of(7));
    }
    return new Value.Obj(fields);
  }

  String link(int number) {
    return url() + (github ? "/acme/platform/pull/" : "/acme/platform/-/merge_requests/") + number;
  }

  private static Value message(String text) {
    return new Value.Obj(Map.of("message", Value.of(text)));
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    for (String one : String.valueOf(exchange.getRequestURI().getRawQuery()).split("&")) {
      query.put(
          one.substring(0, one.indexOf('=')),
          URLDecoder.decode(one.substring(one.indexOf('=') + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void answer(HttpExchange exchange, int status, Value body) throws IOException {
    byte[] bytes = JsonWriter.text(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
