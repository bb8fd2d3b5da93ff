/// What a report says, in which order and in which words, for every format that people read: text
/// on a terminal, Markdown, HTML. Nothing here knows of widths, colours or markup.
@NullMarked
package dev.drift.report.view;

import org.jspecify.annotations.NullMarked;
