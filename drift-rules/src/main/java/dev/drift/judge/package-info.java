/// Asks the rules: of each difference, of each resource, and of all of them.
package dev.drift.judge;
