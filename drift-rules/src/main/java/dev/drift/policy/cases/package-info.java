/// Test cases of policies, as people write them: a finding, a moment, and what is to be decided.
package dev.drift.policy.cases;
