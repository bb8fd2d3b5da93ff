/// Documents that are encrypted with SOPS, decrypted in memory.
@NullMarked
package dev.drift.source.sops;

import org.jspecify.annotations.NullMarked;
