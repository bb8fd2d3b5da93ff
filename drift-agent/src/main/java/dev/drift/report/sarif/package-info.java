/// Reports for code scanning, in SARIF 2.1.0.
@NullMarked
package dev.drift.report.sarif;

import org.jspecify.annotations.NullMarked;
