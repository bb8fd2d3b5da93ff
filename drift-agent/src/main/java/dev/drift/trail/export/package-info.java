/// What an auditor is given of trails: tables, in formats that other programs read.
@NullMarked
package dev.drift.trail.export;

import org.jspecify.annotations.NullMarked;
