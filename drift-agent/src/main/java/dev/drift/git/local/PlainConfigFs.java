package dev.drift.git.local;

import java.io.File;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;

/// Keeps JGit from the settings of a repository on this machine: they name programs and other
/// files, and nothing in them changes what is read. [LocalGit] asks for the few that do.
final class PlainConfigFs extends FS_POSIX {
  private static final File NONE = new File("/dev/null/none");

  PlainConfigFs() {}

  @Override
  public FS newInstance() {
    return new PlainConfigFs();
  }

  @Override
  public File resolve(File folder, String name) {
    return name.equals("config") ? NONE : super.resolve(folder, name);
  }
}
