/// What `manifests/` deploys: applied to a real API server, run as in a Pod, and as an image.
@NullMarked
package dev.drift.deploy;

import org.jspecify.annotations.NullMarked;
