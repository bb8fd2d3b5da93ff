/// The issues of a repository on GitHub or GitLab, over REST.
@NullMarked
package dev.drift.forge.issue;

import org.jspecify.annotations.NullMarked;
