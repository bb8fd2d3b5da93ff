/// Rules about what workloads run and how they are set up.
package dev.drift.rule.configuration;
