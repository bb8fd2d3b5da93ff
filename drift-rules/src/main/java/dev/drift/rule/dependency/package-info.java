/// Rules about what workloads reach, and who reaches them.
package dev.drift.rule.dependency;
