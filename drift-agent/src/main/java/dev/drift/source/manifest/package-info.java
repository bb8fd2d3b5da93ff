/// Documents of files, sorted into manifests and what is not one.
@NullMarked
package dev.drift.source.manifest;

import org.jspecify.annotations.NullMarked;
