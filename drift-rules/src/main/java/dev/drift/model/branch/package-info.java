/// Branches of a repository, and the convention by which they belong together.
package dev.drift.model.branch;
