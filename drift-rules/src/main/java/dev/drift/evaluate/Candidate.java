package dev.drift.evaluate;

import dev.drift.finding.Finding;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.Verdict;
import dev.drift.policy.match.PolicySubject;
import java.util.Optional;

/// A judged difference of which policies have not decided yet.
///
/// @param subject the resource as policies see it
/// @param verdict of the resource if the difference is reported; empty for posture
/// @param live the object that it was found in
record Candidate(
    PolicySubject subject,
    Difference difference,
    Finding finding,
    Optional<Verdict> verdict,
    Optional<LiveResource> live) {}
