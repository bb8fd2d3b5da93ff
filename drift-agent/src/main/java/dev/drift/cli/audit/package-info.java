/// What `drift audit` prints for people.
@NullMarked
package dev.drift.cli.audit;

import org.jspecify.annotations.NullMarked;
