/// A text while it is searched for secrets, and the parts found so far.
package dev.drift.secret.scan;
