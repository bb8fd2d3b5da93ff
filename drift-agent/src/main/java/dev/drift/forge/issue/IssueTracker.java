package dev.drift.forge.issue;

import java.util.List;
import java.util.Optional;

/// The issues of one repository that carry one label.
public interface IssueTracker extends AutoCloseable {
  /// The most characters of a body.
  int longestBody();

  /// How many pages of a hundred open issues are read at most.
  int OPEN_PAGES = 10;

  /// How many pages of a hundred closed issues are read, the newest first.
  int CLOSED_PAGES = 3;

  /// All that are open, and those of the closed ones that were opened last; the oldest first.
  IssueAnswer<List<Issue>> all();

  IssueAnswer<Issue> get(long number);

  /// Opens an issue with the label. After [IssueAnswer.Unknown], it may be there.
  IssueAnswer<Issue> create(String title, String body);

  /// @param open whether to open or close it; empty to leave it as it is
  IssueAnswer<Issue> update(long number, String title, String body, Optional<Boolean> open);

  IssueAnswer<Long> comment(long number, String body);

  @Override
  void close();
}
