/// The live cluster: the connection, what it serves, its objects, and the snapshot file that keeps
/// them. Nothing of the libraries beneath leaves this package.
@NullMarked
package dev.drift.cluster;

import org.jspecify.annotations.NullMarked;
