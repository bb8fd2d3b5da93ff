/// The formats of reports: one class for each, listed in [ReportFormats].
@NullMarked
package dev.drift.report;

import org.jspecify.annotations.NullMarked;
