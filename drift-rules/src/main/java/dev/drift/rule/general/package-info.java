/// Rules about whole resources, and differences whose meaning no other rule knows.
package dev.drift.rule.general;
