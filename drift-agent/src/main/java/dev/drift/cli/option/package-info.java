/// Options that commands share.
@NullMarked
package dev.drift.cli.option;

import org.jspecify.annotations.NullMarked;
