/// Reports for test views of CI systems, as JUnit XML.
@NullMarked
package dev.drift.report.junit;

import org.jspecify.annotations.NullMarked;
