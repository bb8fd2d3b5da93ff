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

  /// Whether it leads to full root access on the node.
  static boolean isRoot(String capability) {
    return ROOT.contains(plain(capability));
  }

  static boolean isStrong(String capability) {
    return isRoot(capability) || STRONG.contains(plain(capability));
  }

  /// What it lets a container do, to be appended to its name.
  static String effect(String capability) {
    return switch (plain(capability)) {
      case "ALL" -> ": all capabilities";
      case "SYS_ADMIN" -> ", which may let it break out to the node";
      case "SYS_MODULE" -> ", which lets it load kernel modules on the node";
      case "SYS_PTRACE" -> ", which lets it read the memory of other processes it can see";
      case "NET_ADMIN" -> ", which lets it change routes and packet filters of its network";
      case "DAC_READ_SEARCH", "DAC_OVERRIDE" -> ", which lets it bypass file permissions";
      default -> "";
    };
  }

  private static String plain(String capability) {
    String upper = capability.toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper.substring(4) : upper;
  }
}
