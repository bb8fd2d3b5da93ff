/// Findings beside the lines of a pull or merge request: for GitHub Actions and GitLab CI.
@NullMarked
package dev.drift.report.ci;

import org.jspecify.annotations.NullMarked;
