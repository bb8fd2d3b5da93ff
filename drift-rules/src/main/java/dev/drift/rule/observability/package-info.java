/// Rules about what is scraped, and when it alerts.
package dev.drift.rule.observability;
