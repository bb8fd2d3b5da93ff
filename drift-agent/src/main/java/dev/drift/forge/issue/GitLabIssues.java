package dev.drift.forge.issue;

import dev.drift.forge.ForgeHeaders;
import dev.drift.forge.ForgeProject;
import dev.drift.model.value.Value;
import dev.drift.net.http.HttpSender;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Issues on GitLab: <https://docs.gitlab.com/api/issues/>.
public final class GitLabIssues implements IssueTracker {
  private static final int LONGEST_BODY = 1_048_576;

  private final ForgeRequests requests;
  private final String path;
  private final String label;

  /// @param server such as `https://gitlab.com`
  /// @param project its path with its groups
  public GitLabIssues(HttpSender sender, URI server, String project, String label, String token) {
    this.requests = new ForgeRequests(sender, server, ForgeHeaders.gitLab(token), token);
    this.path = "/api/v4/projects/" + ForgeProject.encoded(project) + "/issues";
    this.label = label;
  }

  @Override
  public int longestBody() {
    return LONGEST_BODY;
  }

  @Override
  public IssueAnswer<List<Issue>> all() {
    String query =
        "?scope=all&per_page=100&order_by=created_at&sort=desc&labels="
            + ForgeProject.encoded(label);
    return ForgeRequests.joined(
        requests.list(path + query + "&state=opened", OPEN_PAGES, true),
        () -> requests.list(path + query + "&state=closed", CLOSED_PAGES, false),
        _ -> true,
        GitLabIssues::issue);
  }

  @Override
  public IssueAnswer<Issue> get(long number) {
    return ForgeRequests.map(requests.get(path + "/" + number), GitLabIssues::issue);
  }

  @Override
  public IssueAnswer<Issue> create(String title, String body) {
    return ForgeRequests.map(
        requests.post(
            path,
            Value.Obj.EMPTY
                .with("title", Value.of(title))
                .with("description", Value.of(body))
                .with("labels", Value.of(label))),
        GitLabIssues::issue);
  }

  @Override
  public IssueAnswer<Issue> update(long number, String title, String body, Optional<Boolean> open) {
    Value.Obj change =
        Value.Obj.EMPTY.with("title", Value.of(title)).with("description", Value.of(body));
    if (open.isPresent()) {
      change = change.with("state_event", Value.of(open.get() ? "reopen" : "close"));
    }
    return ForgeRequests.map(
        requests.change("PUT", path + "/" + number, change), GitLabIssues::issue);
  }

  @Override
  public IssueAnswer<Long> comment(long number, String body) {
    return ForgeRequests.map(
        requests.post(path + "/" + number + "/notes", Value.Obj.EMPTY.with("body", Value.of(body))),
        note -> ForgeRequests.number(note, "id"));
  }

  private static Issue issue(Value.Obj item) {
    return new Issue(
        ForgeRequests.number(item, "iid"),
        item.text("web_url").orElse(""),
        item.text("title").orElse(""),
        item.text("description").orElse(""),
        item.text("state").equals(Optional.of("opened")));
  }

  @Override
  public void close() {
    requests.close();
  }
}
