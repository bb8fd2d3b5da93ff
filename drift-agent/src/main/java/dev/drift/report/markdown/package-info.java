/// Reports for the description or a comment of a pull or merge request.
@NullMarked
package dev.drift.report.markdown;

import org.jspecify.annotations.NullMarked;
