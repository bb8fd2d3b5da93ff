package dev.drift.act.notify;

import dev.drift.act.cluster.EventChannel;
import dev.drift.act.cluster.PolicyReportChannel;
import dev.drift.act.issue.IssueChannel;
import dev.drift.act.message.MessageChannel;
import dev.drift.act.message.Outbox;
import dev.drift.act.message.Receiver;
import dev.drift.act.message.Signature;
import dev.drift.act.state.ChannelState;
import dev.drift.act.state.SaidFile;
import dev.drift.act.text.RunText;
import dev.drift.config.Channel;
import dev.drift.config.Channel.Target;
import dev.drift.finding.Finding;
import dev.drift.finding.group.Seen;
import dev.drift.finding.group.Told;
import dev.drift.forge.issue.GitHubIssues;
import dev.drift.forge.issue.GitLabIssues;
import dev.drift.forge.issue.IssueTracker;
import dev.drift.net.http.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One run, announced channel by channel.
final class ChannelRun {
  private final Announcement announcement;
  private final SaidFile said;
  private final Outbox outbox;
  private final Announcer.Surroundings surroundings;
  private final ChannelLinks links;
  private final Seen seen;
  private final RunText text;
  private final Instant now;

  ChannelRun(
      Announcement announcement,
      SaidFile said,
      Outbox outbox,
      Announcer.Surroundings surroundings) {
    this.announcement = announcement;
    this.said = said;
    this.outbox = outbox;
    this.surroundings = surroundings;
    this.links = new ChannelLinks(surroundings);
    this.seen = Seen.of(announcement.report(), announcement.whole(), announcement.blindRules());
    this.text = RunText.of(seen.clusterName(), announcement.report());
    this.now = surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// @return what went wrong: second halves of sentences
  /// @throws IllegalArgumentException if a secret or a file of the channel cannot be used; the
  ///     message is the second half of a sentence without a secret
  /// @throws IOException if the state cannot be kept
  List<String> announce(Channel channel) throws IOException {
    List<Finding> findings =
        announcement.report().findings().stream()
            .filter(finding -> finding.severity().atLeast(channel.minimumSeverity()))
            .filter(finding -> announcement.isFor(channel.name(), finding))
            .toList();
    return switch (channel.target()) {
      case Target.Slack(var url, var authorities) ->
          message(channel, new Receiver.Slack(links.secretUri(url)), authorities, findings);
      case Target.Webhook webhook ->
          message(
              channel,
              new Receiver.Events(
                  links.url(webhook), webhook.key().map(links::secret).map(Signature::new)),
              webhook.authorities(),
              findings);
      case Target.Issues issues -> issues(channel, issues, findings);
      case Target.Events _, Target.PolicyReports _ when !seen.compared() -> List.of();
      case Target.Events _ -> {
        List<String> problems = new ArrayList<>();
        surroundings
            .cluster()
            .with(objects -> problems.addAll(new EventChannel(objects).announce(findings, now)));
        yield problems;
      }
      case Target.PolicyReports _ -> {
        List<String> problems = new ArrayList<>();
        surroundings
            .cluster()
            .with(
                objects ->
                    problems.addAll(new PolicyReportChannel(objects).announce(seen, findings)));
        yield problems;
      }
    };
  }

  private List<String> message(
      Channel channel, Receiver receiver, Optional<String> authorities, List<Finding> findings)
      throws IOException {
    URI url =
        switch (receiver) {
          case Receiver.Slack(URI it) -> it;
          case Receiver.Events(URI it, _) -> it;
        };
    try (Patience sender = links.sender(url, authorities)) {
      return new MessageChannel(
              channel.name(),
              receiver,
              sender,
              channel.speech(),
              said,
              outbox,
              surroundings.ids(),
              surroundings.clock())
          .announce(seen, text, findings, announcement.acts(), now);
    }
  }

  private List<String> issues(Channel channel, Target.Issues issues, List<Finding> findings)
      throws IOException {
    ChannelState state = said.of(channel.name());
    if (state.notBefore().filter(now::isBefore).isPresent()) {
      return List.of("it asked to be left alone until %s".formatted(state.notBefore().get()));
    }
    if (!seen.compared()) {
      return List.of();
    }
    Optional<SortedMap<String, Told>> known =
        said.knows(channel.name()) ? Optional.of(state.told()) : Optional.empty();
    Patience sender = links.sender(ChannelLinks.uri(issues.url()), issues.authorities());
    try (IssueTracker tracker = tracker(issues, sender)) {
      List<String> problems =
          new IssueChannel(
                  tracker,
                  text,
                  channel.speech().findings(),
                  channel.speech().recovery(),
                  channel.speech().reminder(),
                  told -> save(channel.name(), said.of(channel.name()).with(told)))
              .announce(seen, findings, known, announcement.acts(), now);
      if (said.knows(channel.name())) {
        save(channel.name(), said.of(channel.name()).until(sender.notBefore()));
      } // Else the issues could not be read, and the next run has to read them.
      return problems;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void save(String channel, ChannelState state) {
    if (said.knows(channel) && state.equals(said.of(channel))) {
      return;
    }
    try {
      said.save(channel, state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IssueTracker tracker(Target.Issues issues, Patience sender) {
    String token = links.secret(issues.token());
    URI server = ChannelLinks.uri(issues.url());
    return switch (issues.forge()) {
      case GITHUB -> new GitHubIssues(sender, server, issues.repository(), issues.label(), token);
      case GITLAB -> new GitLabIssues(sender, server, issues.repository(), issues.label(), token);
    };
  }
}
