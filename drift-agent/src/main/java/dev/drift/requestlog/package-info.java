/// The request log of an API server, which Kubernetes calls its audit log: a file of JSON lines.
@NullMarked
package dev.drift.requestlog;

import org.jspecify.annotations.NullMarked;
