package dev.drift.source;

import static java.util.Objects.requireNonNull;

import dev.drift.net.AllowedUrls;
import dev.drift.net.SafeUrl;
import dev.drift.tree.SourceTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Fetches what a source refers to elsewhere, as far as whoever runs Drift allows it. Each thing is
/// asked for once. For one rendering and one thread.
public interface Fetcher {
  /// Nothing may be fetched.
  Fetcher NONE =
      new Fetcher() {
        @Override
        public ChartAnswer chart(ChartAddress address) {
          String url =
              switch (address) {
                case ChartAddress.InRepository it -> it.url();
                case ChartAddress.InRegistry it -> it.url();
              };
          return new ChartAnswer.Unknown("%s %s".formatted(SafeUrl.of(url), AllowedUrls.REFUSED));
        }

        @Override
        public <T> RepositoryAnswer<T> repository(
            String url, String revision, TreeReader<T> reader) {
          return new RepositoryAnswer.Unknown<>(
              "%s %s".formatted(SafeUrl.of(url), AllowedUrls.REFUSED));
        }

        @Override
        public FileAnswer file(String url) {
          return new FileAnswer.Unknown("%s %s".formatted(SafeUrl.of(url), AllowedUrls.REFUSED));
        }

        @Override
        public List<Fetched> fetched() {
          return List.of();
        }
      };

  ChartAnswer chart(ChartAddress address);

  /// Reads a Git repository. Nothing else may be fetched from Git meanwhile.
  ///
  /// @param url `https://…`, `ssh://…` or `user@host:path`
  /// @param revision a branch, tag or commit; empty for the default branch
  <T> RepositoryAnswer<T> repository(String url, String revision, TreeReader<T> reader);

  /// A file of a web server.
  FileAnswer file(String url);

  /// Reads a repository while it is open.
  @FunctionalInterface
  interface TreeReader<T> {
    /// @param commit 40 hexadecimal digits
    /// @throws IOException if the tree cannot be read
    T read(SourceTree tree, String commit) throws IOException;
  }

  /// What came of looking for a repository.
  sealed interface RepositoryAnswer<T> {
    record Found<T>(T result, String commit) implements RepositoryAnswer<T> {}

    /// @param why a clause that names the URL, without a full stop
    record Unknown<T>(String why) implements RepositoryAnswer<T> {}
  }

  /// What came of looking for a file.
  sealed interface FileAnswer {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(byte[] content) implements FileAnswer {}

    /// @param why a clause that names the URL, without a full stop
    record Unknown(String why) implements FileAnswer {}
  }

  /// What was fetched or taken from the cache so far.
  List<Fetched> fetched();

  /// What came of looking for a chart.
  sealed interface ChartAnswer {
    /// A chart as it was packed.
    ///
    /// @param version as the index or the tag has it; empty if only a digest is known
    /// @param archive packed by tar and gzip, with the SHA-256 that `digest` holds
    /// @param revision the digest of the manifest in a registry
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Found(String version, String digest, byte[] archive, Optional<String> revision)
        implements ChartAnswer {
      public Found {
        requireNonNull(version, "version is null");
        requireNonNull(digest, "digest is null");
        requireNonNull(archive, "archive is null");
        requireNonNull(revision, "revision is null");
      }
    }

    /// @param why a clause that names the URL, without a full stop
    record Unknown(String why) implements ChartAnswer {}
  }

  /// Something that was fetched.
  ///
  /// @param what such as `chart web 1.2.3`
  /// @param from its URL, without a password
  /// @param digest such as `sha256:…`, or a commit
  record Fetched(String what, String from, String digest) {
    public Fetched {
      requireNonNull(what, "what is null");
      requireNonNull(from, "from is null");
      requireNonNull(digest, "digest is null");
    }
  }
}
