package dev.drift.forge.issue;

import dev.drift.forge.ForgeHeaders;
import dev.drift.forge.ForgeProject;
import dev.drift.model.value.Value;
import dev.drift.net.http.HttpSender;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Issues on GitHub: <https://docs.github.com/rest/issues/issues>.
///
/// They are listed and not searched: the search finds a new issue only after a while.
public final class GitHubIssues implements IssueTracker {
  /// <https://github.com/orgs/community/discussions/41331>
  private static final int LONGEST_BODY = 65_536;

  private final ForgeRequests requests;
  private final String path;
  private final String label;

  /// @param api such as `https://api.github.com`
  /// @param repository `owner/name`
  public GitHubIssues(HttpSender sender, URI api, String repository, String label, String token) {
    this.requests = new ForgeRequests(sender, api, ForgeHeaders.gitHub(token), token);
    this.path = "/repos/" + repository + "/issues";
    this.label = label;
  }

  @Override
  public int longestBody() {
    return LONGEST_BODY;
  }

  @Override
  public IssueAnswer<List<Issue>> all() {
    String query =
        "?per_page=100&sort=created&direction=desc&labels=" + ForgeProject.encoded(label);
    return ForgeRequests.joined(
        requests.list(path + query + "&state=open", OPEN_PAGES, true),
        () -> requests.list(path + query + "&state=closed", CLOSED_PAGES, false),
        // GitHub lists pull requests as issues.
        item -> item.get("pull_request").isEmpty(),
        GitHubIssues::issue);
  }

  @Override
  public IssueAnswer<Issue> get(long number) {
    return ForgeRequests.map(requests.get(path + "/" + number), GitHubIssues::issue);
  }

  @Override
  public IssueAnswer<Issue> create(String title, String body) {
    return ForgeRequests.map(
        requests.post(
            path,
            Value.Obj.EMPTY
                .with("title", Value.of(title))
                .with("body", Value.of(body))
                .with("labels", new Value.Arr(List.of(Value.of(label))))),
        GitHubIssues::issue);
  }

  @Override
  public IssueAnswer<Issue> update(long number, String title, String body, Optional<Boolean> open) {
    Value.Obj change = Value.Obj.EMPTY.with("title", Value.of(title)).with("body", Value.of(body));
    if (open.isPresent()) {
      change =
          change
              .with("state", Value.of(open.get() ? "open" : "closed"))
              .with("state_reason", Value.of(open.get() ? "reopened" : "completed"));
    }
    return ForgeRequests.map(
        requests.change("PATCH", path + "/" + number, change), GitHubIssues::issue);
  }

  @Override
  public IssueAnswer<Long> comment(long number, String body) {
    return ForgeRequests.map(
        requests.post(
            path + "/" + number + "/comments", Value.Obj.EMPTY.with("body", Value.of(body))),
        comment -> ForgeRequests.number(comment, "id"));
  }

  private static Issue issue(Value.Obj item) {
    return new Issue(
        ForgeRequests.number(item, "number"),
        item.text("html_url").orElse(""),
        item.text("title").orElse(""),
        item.text("body").orElse(""),
        item.text("state").equals(Optional.of("open")));
  }

  @Override
  public void close() {
    requests.close();
  }
}
