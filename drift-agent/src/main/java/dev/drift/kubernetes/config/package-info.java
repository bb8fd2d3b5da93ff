/// Which API server is meant and how to log in: reads kubeconfigs and the Pod's ServiceAccount, as
/// kubectl does. The result is a [dev.drift.kubernetes.http.Target].
@NullMarked
package dev.drift.kubernetes.config;

import org.jspecify.annotations.NullMarked;
