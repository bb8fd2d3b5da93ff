package dev.drift.git.publish;

import dev.drift.git.remote.Remote;
import dev.drift.git.remote.RemoteErrors;
import dev.drift.git.repository.RepoUrl;
import dev.drift.git.repository.SafeText;
import dev.drift.net.SafeUrl;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/// Moves one branch of a server from the commit where it was seen to another, or creates it.
///
/// The connection is used directly, not by `Transport.push`, which would run a `pre-push` hook. The
/// server moves the branch only if it is still at the commit that this connection showed it at, so
/// nothing is ever overwritten.
final class Push {
  private static final int MOST_LINES = 5;
  private static final Pattern URL = Pattern.compile("\\S+://\\S+");

  private final RepoUrl url;
  private final Remote remote;
  private final Repository clone;
  private final Runnable before;

  /// @param before is called when nothing but the push is left to do
  Push(RepoUrl url, Remote remote, Repository clone, Runnable before) {
    this.url = url;
    this.remote = remote;
    this.clone = clone;
    this.before = before;
  }

  /// What became of a push.
  sealed interface Outcome {
    /// The branch is at the commit.
    enum Done implements Outcome {
      DONE
    }

    /// A branch is no longer where it was seen, so nothing was done.
    enum Raced implements Outcome {
      RACED
    }

    /// @param said by the server, in one line
    record Refused(String said) implements Outcome {}

    /// The connection broke, and what the server did is not known.
    enum Lost implements Outcome {
      LOST
    }
  }

  /// @param expected where the branches must be: the one to be moved, or zero if it must not exist,
  ///     and those that the commit builds on
  /// @throws dev.drift.model.DriftException if the server is out of reach or refuses; then nothing
  ///     was sent
  Outcome move(String branch, ObjectId commit, Map<String, ObjectId> expected) {
    try (Transport transport = remote.open(clone)) {
      PushConnection connection;
      try {
        connection = transport.openPush();
      } catch (IOException | RuntimeException e) {
        throw RemoteErrors.ofPush(url, e, remote.askedForLogin());
      }
      try (connection) {
        RemoteRefs now = RemoteRefs.of(connection.getRefs());
        for (Map.Entry<String, ObjectId> one : expected.entrySet()) {
          if (!now.branch(one.getKey()).orElse(ObjectId.zeroId()).equals(one.getValue())) {
            return Outcome.Raced.RACED;
          }
        }
        return send(connection, branch, commit, expected);
      }
    } catch (IOException e) {
      throw RemoteErrors.ofPush(url, e, remote.askedForLogin());
    }
  }

  private Outcome send(
      PushConnection connection, String branch, ObjectId commit, Map<String, ObjectId> expected)
      throws IOException {
    String name = Constants.R_HEADS + branch;
    RemoteRefUpdate update =
        new RemoteRefUpdate(
            clone, commit.name(), commit, name, false, (String) null, expected.get(branch));
    before.run();
    try {
      connection.push(NullProgressMonitor.INSTANCE, Map.of(name, update));
    } catch (IOException | RuntimeException e) {
      return Outcome.Lost.LOST; // whatever it says, part of it may have been sent
    }
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> Outcome.Done.DONE;
      case REJECTED_OTHER_REASON, REJECTED_NODELETE, REJECTED_NONFASTFORWARD ->
          new Outcome.Refused(said(update, connection.getMessages()));
      case REJECTED_REMOTE_CHANGED, NON_EXISTING -> Outcome.Raced.RACED;
      case NOT_ATTEMPTED, AWAITING_REPORT -> Outcome.Lost.LOST;
    };
  }

  /// The reason that the server gives, and what its hooks wrote.
  private String said(RemoteRefUpdate update, String messages) {
    return Stream.concat(
            Optional.ofNullable(update.getMessage()).stream(),
            Arrays.stream(messages.split("[\\r\\n]+")))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(MOST_LINES)
        .map(remote::mask)
        .map(line -> URL.matcher(line).replaceAll(one -> quoted(SafeUrl.of(one.group()))))
        .map(SafeText::of)
        .collect(Collectors.joining("; "));
  }

  private static String quoted(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }
}
