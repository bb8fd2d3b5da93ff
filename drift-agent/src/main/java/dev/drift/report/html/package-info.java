/// Reports as one HTML file that needs no network.
@NullMarked
package dev.drift.report.html;

import org.jspecify.annotations.NullMarked;
