package dev.drift.forge.request;

import dev.drift.forge.ForgeProject;
import dev.drift.forge.RestClient;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Merge requests: <https://docs.gitlab.com/api/merge_requests/>.
public final class GitLabRequests implements Requests {
  private final RestClient client;
  private final String merges;

  public GitLabRequests(RestClient client, ForgeProject project) {
    this.client = client;
    this.merges = "/projects/%s/merge_requests".formatted(ForgeProject.encoded(project.path()));
  }

  /// What each request sends.
  public static Map<String, String> headers(String token) {
    return Map.of("Accept", "application/json", "PRIVATE-TOKEN", token);
  }

  @Override
  public Answer<List<Request>> from(String branch) {
    String query =
        "?state=all&order_by=created_at&sort=desc&per_page=100&source_branch="
            + ForgeProject.encoded(branch);
    return Answer.of(
        client.get(merges + query),
        body ->
            body instanceof Value.Arr(List<Value> items)
                ? Optional.of(
                    items.stream()
                        .filter(Value.Obj.class::isInstance)
                        .map(Value.Obj.class::cast)
                        // A fork may have a branch of that name.
                        .filter(
                            one ->
                                one.number("source_project_id")
                                    .equals(one.number("target_project_id")))
                        .filter(one -> one.text("source_branch").equals(Optional.of(branch)))
                        .flatMap(one -> request(one).stream())
                        .toList())
                : Optional.empty());
  }

  @Override
  public Answer<Request> open(Draft draft) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("source_branch", Value.of(draft.branch()));
    body.put("target_branch", Value.of(draft.target()));
    body.put("title", Value.of(draft.title()));
    body.put("description", Value.of(draft.body()));
    body.put("remove_source_branch", Value.of(true));
    return Answer.of(client.change("POST", merges, new Value.Obj(body)), GitLabRequests::request);
  }

  @Override
  public Answer<Request> edit(Request request, String title, String body) {
    return Answer.of(
        client.change(
            "PUT",
            merges + "/" + request.number(),
            new Value.Obj(Map.of("title", Value.of(title), "description", Value.of(body)))),
        GitLabRequests::request);
  }

  private static Optional<Request> request(Value value) {
    if (!(value instanceof Value.Obj merge)) {
      return Optional.empty();
    }
    Optional<BigDecimal> number = merge.number("iid");
    Optional<String> link = merge.text("web_url");
    Optional<String> state = merge.text("state");
    if (number.isEmpty() || link.isEmpty() || state.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Request(
            number.get().longValue(),
            link.get(),
            switch (state.get()) {
              case "merged" -> Request.State.MERGED;
              case "closed" -> Request.State.CLOSED;
              default -> Request.State.OPEN; // also locked, which is on its way to merged
            },
            merge.text("title").orElse(""),
            merge.text("description").orElse(""),
            merge.text("target_branch").orElse("")));
  }

  @Override
  public void close() {
    client.close();
  }
}
