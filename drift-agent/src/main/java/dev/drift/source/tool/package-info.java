/// Child processes that render: kustomize, helm and sops, each in a private folder without access
/// to the machine's own settings.
@NullMarked
package dev.drift.source.tool;

import org.jspecify.annotations.NullMarked;
