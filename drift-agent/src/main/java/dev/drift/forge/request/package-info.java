/// Pull requests of GitHub and merge requests of GitLab.
@NullMarked
package dev.drift.forge.request;

import org.jspecify.annotations.NullMarked;
