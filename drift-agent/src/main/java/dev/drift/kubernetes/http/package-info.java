/// Requests to one API server: TLS, credentials, proxy, time limits, retries, and failures in
/// words. No type of the Kubernetes client leaves this package.
@NullMarked
package dev.drift.kubernetes.http;

import org.jspecify.annotations.NullMarked;
