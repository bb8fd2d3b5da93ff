/// Edits in the files that people wrote: byte for byte but for the lines that change, and proven.
package dev.drift.edit;
