package dev.drift.cli.console;

import dev.drift.pipeline.Progress;
import dev.drift.report.view.Safe;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Draws one line, again and again, that says what is being done and for how long; only once a step
/// has taken long enough to be wondered about.
public final class Spinner implements Progress {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final Duration BEAT = Duration.ofMillis(100);
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final int width;
  private final String frames;
  private final Thread clearOnInterrupt = new Thread(this::clear);
  private final Thread drawer;

  /// Guarded by this, as all that follows.
  private final Deque<Running> running = new ArrayDeque<>();

  /// About the latest step; empty for nothing.
  private String note = "";

  private int beats;
  private boolean drawn;
  private boolean stopped;

  private record Running(String what, long sinceNanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }
  }

  public Spinner(PrintStream err, int width, boolean unicode) {
    this.err = err;
    this.width = width;
    this.frames = unicode ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏" : "|/-\\";
    Runtime.getRuntime().addShutdownHook(clearOnInterrupt);
    drawer = Thread.ofVirtual().name("progress").start(this::drawUntilStopped);
  }

  @Override
  public synchronized Step start(String what) {
    Running step = new Running(what, System.nanoTime());
    running.addLast(step);
    note = "";
    return () -> finish(step);
  }

  @Override
  public synchronized void note(String what) {
    note = what;
  }

  public void stop() {
    synchronized (this) {
      stopped = true;
      clear();
    }
    drawer.interrupt();
    try {
      Runtime.getRuntime().removeShutdownHook(clearOnInterrupt);
    } catch (IllegalStateException _) {
      // The process is being interrupted, and the hook is at work.
    }
  }

  private synchronized void finish(Running step) {
    running.remove(step);
    note = "";
    if (running.isEmpty()) {
      clear();
    }
  }

  private void drawUntilStopped() {
    try {
      while (!isStopped()) {
        Thread.sleep(BEAT);
        draw();
      }
    } catch (InterruptedException _) {
      // Stopped.
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void draw() {
    Running step = running.peekLast();
    if (stopped || step == null || step.age().compareTo(PATIENCE) < 0) {
      return;
    }
    String seconds = step.age().toSeconds() > 0 ? "  " + step.age().toSeconds() + " s" : "";
    String text = Safe.line(note.isEmpty() ? step.what() : step.what() + ": " + note);
    int room = Math.max(10, width - seconds.length() - 3);
    String shown = text.length() <= room ? text : text.substring(0, room);
    err.print(CLEAR + frames.charAt(beats++ % frames.length()) + " " + shown + seconds);
    err.flush();
    drawn = true;
  }

  private synchronized void clear() {
    if (drawn) {
      err.print(CLEAR);
      err.flush();
      drawn = false;
    }
  }
}
