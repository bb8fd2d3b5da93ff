/// The seam between the parts of a source: what each deployer makes of its files.
@NullMarked
package dev.drift.source.part;

import org.jspecify.annotations.NullMarked;
