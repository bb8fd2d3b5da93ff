package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.RequestLog;
import dev.drift.model.branch.SourceBranches;
import java.util.List;
import java.util.stream.Stream;

/// What observers saw beside Git's manifests and the objects of the cluster.
///
/// @param scans vulnerabilities that scanners found in images
/// @param branches how the branches of each source relate
/// @param answers what the API server said that it would store
/// @param requests who wrote what, by the API server's request log
/// @param fights differences that come back however often Drift undoes them
public record Facts(
    List<ImageScan> scans,
    List<SourceBranches> branches,
    ServerAnswers answers,
    RequestLog requests,
    List<Fight> fights) {
  /// No observer was asked.
  public static final Facts NONE =
      new Facts(List.of(), List.of(), ServerAnswers.NONE, RequestLog.NONE, List.of());

  public Facts {
    scans = List.copyOf(scans);
    branches = List.copyOf(branches);
    requireNonNull(answers, "answers is null");
    requireNonNull(requests, "requests is null");
    fights = List.copyOf(fights);
  }

  public static Facts ofScans(List<ImageScan> scans) {
    return new Facts(scans, NONE.branches, NONE.answers, NONE.requests, NONE.fights);
  }

  public static Facts ofBranches(List<SourceBranches> branches) {
    return new Facts(NONE.scans, branches, NONE.answers, NONE.requests, NONE.fights);
  }

  public static Facts ofAnswers(ServerAnswers answers) {
    return new Facts(NONE.scans, NONE.branches, answers, NONE.requests, NONE.fights);
  }

  public static Facts ofRequests(RequestLog requests) {
    return new Facts(NONE.scans, NONE.branches, NONE.answers, requests, NONE.fights);
  }

  Facts with(RequestLog log) {
    return new Facts(scans, branches, answers, log, fights);
  }

  public static Facts ofFights(List<Fight> fights) {
    return new Facts(NONE.scans, NONE.branches, NONE.answers, NONE.requests, fights);
  }

  /// Both. Of the answers of the API server and of its request log there is one of each in a run:
  /// the later one counts.
  public Facts and(Facts more) {
    return new Facts(
        Stream.concat(scans.stream(), more.scans.stream()).toList(),
        Stream.concat(branches.stream(), more.branches.stream()).toList(),
        more.answers.equals(ServerAnswers.NONE) ? answers : more.answers,
        more.requests.equals(RequestLog.NONE) ? requests : more.requests,
        Stream.concat(fights.stream(), more.fights.stream()).toList());
  }
}
