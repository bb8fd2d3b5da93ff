/// What people and programs read: the report as text and as JSON.
@NullMarked
package dev.drift.report;

import org.jspecify.annotations.NullMarked;
