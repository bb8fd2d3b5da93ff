/// How right Drift is: thousands of changes of live objects, each judged by what the API server
/// says it would store.
@NullMarked
package dev.drift.accuracy;

import org.jspecify.annotations.NullMarked;
