/// Tables as Parquet files. Only here is the library that writes them.
@NullMarked
package dev.drift.trail.export.parquet;

import org.jspecify.annotations.NullMarked;
