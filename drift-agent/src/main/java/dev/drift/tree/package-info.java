/// Files of a source, in a commit or on a disk: listed and read within bounds, links never followed
/// out of the tree.
@NullMarked
package dev.drift.tree;

import org.jspecify.annotations.NullMarked;
