/// The live state of a cluster: discovery, LISTs page by page, and objects read again. Needs read
/// permissions only.
@NullMarked
package dev.drift.kubernetes.read;

import org.jspecify.annotations.NullMarked;
