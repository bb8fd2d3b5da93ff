package dev.drift.forge.issue;

import com.sun.net.httpserver.HttpExchange;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.net.http.Patience;
import dev.drift.net.http.StandIn;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// What the stand-ins for forges share: a repository with issues. Whatever the documentation does
/// not allow is refused.
public abstract class ForgeStandIn extends StandIn {
  public static final String TOKEN = "glpat-s3cr3t-token";
  public static final String LABEL = "drift";

  /// Small, so that lists have pages.
  public static final int PAGE = 3;

  private final AtomicLong numbers = new AtomicLong();
  protected final Map<Long, Kept> issues = new TreeMap<>();
  protected final List<String> comments = new CopyOnWriteArrayList<>();

  /// An issue as the forge keeps it.
  public static final class Kept {
    public final long number;
    public String title;
    public String body;
    public boolean open = true;
    public final List<String> labels;
    public final boolean pullRequest;

    Kept(long number, String title, String body, List<String> labels, boolean pullRequest) {
      this.number = number;
      this.title = title;
      this.body = body;
      this.labels = labels;
      this.pullRequest = pullRequest;
    }
  }

  public abstract IssueTracker tracker(Patience client);

  /// All issues, the oldest first.
  public List<Kept> issues() {
    return List.copyOf(issues.values());
  }

  public List<String> comments() {
    return comments;
  }

  /// Somebody else opens an issue.
  public Kept opened(String title, String body, List<String> labels, boolean pullRequest) {
    return add(title, body, labels, pullRequest);
  }

  protected Kept add(String title, String body, List<String> labels, boolean pullRequest) {
    Kept kept =
        new Kept(numbers.incrementAndGet(), title, body, new ArrayList<>(labels), pullRequest);
    issues.put(kept.number, kept);
    return kept;
  }

  protected static Value.Obj json(String body) {
    try {
      return (Value.Obj) JsonReader.read(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  protected static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> all = new HashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    if (query != null) {
      Arrays.stream(query.split("&"))
          .forEach(
              part ->
                  all.put(
                      part.split("=")[0],
                      URLDecoder.decode(part.split("=")[1], StandardCharsets.UTF_8)));
    }
    return all;
  }

  protected static boolean hasOnly(Value.Obj object, Set<String> names) {
    return names.containsAll(object.fields().keySet());
  }

  protected static Reply error(int status, String message) {
    return Reply.of(status, JsonWriter.text(Value.Obj.EMPTY.with("message", Value.of(message))));
  }

  /// One page of a list, and the link to the next.
  protected Reply page(HttpExchange exchange, List<Value> items, Map<String, String> query) {
    if (!Set.of("100").contains(query.getOrDefault("per_page", ""))) {
      return error(400, "per_page is not what Drift should ask for");
    }
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    List<Value> some = items.stream().skip((page - 1L) * PAGE).limit(PAGE).toList();
    Map<String, String> headers = new HashMap<>();
    if (items.size() > page * PAGE) {
      String path = exchange.getRequestURI().getRawPath();
      List<String> parts = new ArrayList<>();
      query.forEach(
          (name, value) -> {
            if (!name.equals("page")) {
              parts.add(name + "=" + value);
            }
          });
      parts.add("page=" + (page + 1));
      headers.put(
          "Link",
          "<%s%s?%s>; rel=\"next\", <%s%s?page=99>; rel=\"last\""
              .formatted(url(), path, String.join("&", parts), url(), path));
    }
    return new Reply(200, headers, JsonWriter.text(new Value.Arr(some)));
  }
}
