@NullMarked
package dev.drift.cluster;

import org.jspecify.annotations.NullMarked;
