/// Repositories behind a URL: logins, TLS and SSH, the cache of clones.
@NullMarked
package dev.drift.git.remote;

import org.jspecify.annotations.NullMarked;
