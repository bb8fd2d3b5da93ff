/// From differences to edits of manifests: what Git has to say so that it says what the cluster
// has.
package dev.drift.edit.adopt;
