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

/// Pull requests: <https://docs.github.com/rest/pulls/pulls>.
public final class GitHubRequests implements Requests {
  private final ForgeClient client;
  private final String pulls;
  private final String owner;

  public GitHubRequests(ForgeClient client, ForgeProject project) {
    this.client = client;
    this.pulls = "/repos/%s/pulls".formatted(project.path());
    this.owner = project.path().substring(0, project.path().indexOf('/'));
  }

  @Override
  public Answer<List<Request>> from(String branch) {
    String query =
        "?state=all&sort=created&direction=desc&per_page=100&head="
            + ForgeProject.encoded(owner + ":" + branch);
    return client.list(
        pulls + query,
        // GitHub ignores a head that it cannot parse, and lists everything.
        one -> one.object("head").text("ref").equals(Optional.of(branch)),
        GitHubRequests::request);
  }

  @Override
  public Answer<Request> open(Draft draft) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("title", Value.of(draft.title()));
    body.put("head", Value.of(draft.branch()));
    body.put("base", Value.of(draft.target()));
    body.put("body", Value.of(draft.body()));
    return client.change("POST", pulls, new Value.Obj(body), GitHubRequests::request);
  }

  @Override
  public Answer<Request> edit(Request request, String title, String body) {
    return client.change(
        "PATCH",
        pulls + "/" + request.number(),
        new Value.Obj(Map.of("title", Value.of(title), "body", Value.of(body))),
        GitHubRequests::request);
  }

  private static Optional<Request> request(Value value) {
    if (!(value instanceof Value.Obj pull)) {
      return Optional.empty();
    }
    Optional<BigDecimal> number = pull.number("number");
    Optional<String> link = pull.text("html_url");
    Optional<String> state = pull.text("state");
    if (number.isEmpty() || link.isEmpty() || state.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Request(
            number.get().longValue(),
            link.get(),
            state.get().equals("open")
                ? Request.State.OPEN
                : pull.text("merged_at").isPresent() ? Request.State.MERGED : Request.State.CLOSED,
            pull.text("title").orElse(""),
            pull.text("body").orElse(""),
            pull.object("base").text("ref").orElse("")));
  }

  @Override
  public void close() {
    client.close();
  }
}
