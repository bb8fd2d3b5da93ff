package dev.drift.report.view;

import dev.drift.report.ReportFormat;
import dev.drift.report.text.TextStyle;

/// What a view must not know, so that a test can show that it would be noticed.
public record ViewBreach(TextStyle style, ReportFormat format) {}
