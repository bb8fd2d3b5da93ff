package dev.drift.rule.security;

import dev.drift.finding.Severity;
import java.util.Locale;
import java.util.Set;

/// Capabilities of Linux, with or without `CAP_` before their names.
final class Capabilities {
  private static final Set<String> ROOT = Set.of("ALL", "SYS_ADMIN", "SYS_MODULE");
  private static final Set<String> STRONG =
      Set.of(
          "SYS_PTRACE",
          "SYS_RAWIO",
          "SYS_BOOT",
          "DAC_READ_SEARCH",
          "DAC_OVERRIDE",
          "NET_ADMIN",
          "BPF",
          "MAC_ADMIN",
          "SETFCAP");

  private Capabilities() {}

  static Severity severity(String capability) {
    return isRoot(capability) ? Severity.CRITICAL : Severity.HIGH;
  }

  /// Whether it soon leads to all that root on the node may.
  static boolean isRoot(String capability) {
    return ROOT.contains(plain(capability));
  }

  static boolean isStrong(String capability) {
    return isRoot(capability) || STRONG.contains(plain(capability));
  }

  /// What it lets a container do, to be put behind its name.
  static String effect(String capability) {
    return switch (plain(capability)) {
      case "ALL" -> ": all that there are";
      case "SYS_ADMIN" -> ", with which it may leave its bounds";
      case "SYS_MODULE" -> ", with which it may load modules into the kernel of the node";
      case "SYS_PTRACE" -> ", with which it may look into other processes that it sees";
      case "NET_ADMIN" -> ", with which it may change its network's routes and filters";
      case "DAC_READ_SEARCH", "DAC_OVERRIDE" ->
          ", with which the rights of files do not hold it back";
      default -> "";
    };
  }

  private static String plain(String capability) {
    String upper = capability.toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper.substring(4) : upper;
  }
}
