package dev.drift.forge.request;

import dev.drift.forge.Answer;
import dev.drift.forge.ForgeClient;
import dev.drift.forge.ForgeProject;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Merge requests: <https://docs.gitlab.com/api/merge_requests/>.
public final class GitLabRequests implements Requests {
  private final ForgeClient client;
  private final String merges;

  public GitLabRequests(ForgeClient client, ForgeProject project) {
    this.client = client;
    this.merges = "/projects/%s/merge_requests".formatted(ForgeProject.encoded(project.path()));
  }

  @Override
  public Answer<List<Request>> from(String branch) {
    String query =
        "?state=all&order_by=created_at&sort=desc&per_page=100&source_branch="
            + ForgeProject.encoded(branch);
    return client.list(
        merges + query,
        // A fork may have a branch of that name.
        one ->
            one.number("source_project_id").equals(one.number("target_project_id"))
                && one.text("source_branch").equals(Optional.of(branch)),
        GitLabRequests::request);
  }

  @Override
  public Answer<Request> open(Draft draft) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("source_branch", Value.of(draft.branch()));
    body.put("target_branch", Value.of(draft.target()));
    body.put("title", Value.of(draft.title()));
    body.put("description", Value.of(draft.body()));
    body.put("remove_source_branch", Value.of(true));
    return client.change("POST", merges, new Value.Obj(body), GitLabRequests::request);
  }

  @Override
  public Answer<Request> edit(Request request, String title, String body) {
    return client.change(
        "PUT",
        merges + "/" + request.number(),
        new Value.Obj(Map.of("title", Value.of(title), "description", Value.of(body))),
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
