/// A repository as it is named and read: URLs, commits, their trees and history.
@NullMarked
package dev.drift.git.repository;

import org.jspecify.annotations.NullMarked;
