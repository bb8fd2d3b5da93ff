/// Findings of one cause as one group, and what is new to announce of each group.
package dev.drift.finding.group;
