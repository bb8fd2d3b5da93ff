package dev.drift.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/// JGit's view of this machine, without the Git configuration of its user and its system: no
/// filter, hook, URL rewriting or line end conversion from there can take part, and nothing is
/// written there.
final class QuietSystem extends SystemReader.Delegate {
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
      // Probing how exact file times are takes seconds in a fresh home; nothing here needs it.
      FS.FileStoreAttributes.setBackground(true);
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
      super(parent, new java.io.File("/dev/null/none"), fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
