package dev.drift.forge.request;

import dev.drift.forge.Answer;
import java.util.List;

/// The requests of one project.
public interface Requests extends AutoCloseable {
  /// Those that come from a branch of the project itself, open or not, the newest first.
  Answer<List<Request>> from(String branch);

  Answer<Request> open(Draft draft);

  /// Replaces title and body.
  Answer<Request> edit(Request request, String title, String body);

  @Override
  void close();
}
