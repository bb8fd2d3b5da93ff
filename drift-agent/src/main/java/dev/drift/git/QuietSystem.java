package dev.drift.git;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.internal.util.CleanupService;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// JGit's view of this machine, without the Git configuration of its user and its system: no
/// filter, hook, URL rewriting or line end conversion from there can take part, and nothing is
/// written there.
final class QuietSystem extends SystemReader.Delegate {
  private static final Duration FILE_TIMES = Duration.ofSeconds(2);

  private QuietSystem(SystemReader delegate) {
    super(delegate);
  }

  /// Takes effect for the whole process, once.
  static void install() {
    Installed.ensure();
  }

  private static final class Installed {
    static {
      SystemReader.setInstance(new QuietSystem(SystemReader.getInstance()));
      // With a CleanupService, JGit assumes that OSGi triggers its cleanup; nothing does here.
      // Without
      // one, JGit would read its 900 messages now, and start threads when the process ends, to
      // remove
      // the locks of an interrupted fetch. Clones survive such locks, because a process may be
      // killed.
      var _ = new CleanupService();
    }

    static void ensure() {}
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public StoredConfig getUserConfig() {
    return new Empty(new Config(), FS.DETECTED);
  }

  @Override
  public StoredConfig getSystemConfig() {
    return new Empty(new Config(), FS.DETECTED);
  }

  @Override
  public StoredConfig getJGitConfig() {
    return new Empty(new Config(), FS.DETECTED);
  }

  private static final class Empty extends FileBasedConfig {
    Empty(Config parent, FS fs) {
      super(parent, new File("/dev/null/none"), fs);
      // No collecting of garbage behind our back, in clones that may be thrown away meanwhile.
      setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
      setBoolean(
          ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    /// JGit asks here how exact the times of files are. Without an answer it would find out by
    /// writing files into the repository, for seconds.
    @Override
    public long getTimeUnit(
        String section, @Nullable String subsection, String name, long fallback, TimeUnit unit) {
      return section.equals("filesystem") ? unit.convert(FILE_TIMES) : fallback;
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
