/// Rules about how Git gets into the cluster.
package dev.drift.rule.delivery;
