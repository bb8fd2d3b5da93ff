/// Renderers: files of a source become manifests.
@NullMarked
package dev.drift.source;

import org.jspecify.annotations.NullMarked;
