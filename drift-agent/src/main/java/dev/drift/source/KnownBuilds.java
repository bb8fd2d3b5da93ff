package dev.drift.source;

import java.util.Optional;

/// What programs printed when they rendered the same before. Used by several threads.
public interface KnownBuilds {
  /// Nothing is known, and nothing is kept.
  KnownBuilds NONE =
      new KnownBuilds() {
        @Override
        public Optional<byte[]> find(String key) {
          return Optional.empty();
        }

        @Override
        public void keep(String key, byte[] output) {}
      };

  /// @param key of the program, its arguments, and everything that it reads
  Optional<byte[]> find(String key);

  /// Takes what a build printed.
  ///
  /// @param output as Git's files make it: nothing in it was decrypted or read from a cluster
  void keep(String key, byte[] output);
}
