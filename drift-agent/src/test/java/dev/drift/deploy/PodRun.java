package dev.drift.deploy;

import static dev.drift.deploy.Rendered.at;
import static dev.drift.deploy.Rendered.list;
import static dev.drift.deploy.Rendered.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the container of a Pod on this machine, much as a container engine does: in its own root,
/// which is read-only if the Pod says so, with nothing but the Pod's volumes at the Pod's paths, as
/// the Pod's user, with the Pod's environment and arguments.
///
/// It takes `unshare` of util-linux, as root or where users may have namespaces. Unlike in a
/// container, the process shares the network, and keeps the right to change its root.
///
/// @param root what becomes `/`; folders for mounts are created in it
/// @param mounts more folders of this machine, by their paths in the root
/// @param entrypoint of the image
/// @param environment of the image
record PodRun(
    Path root, Map<String, Path> mounts, List<String> entrypoint, Map<String, String> environment) {
  private static final long MINUTES = 2;
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\((?<name>[A-Za-z_][A-Za-z0-9_]*)\\)");

  /// Mounts, then becomes the program. `flags` are those that a mount may not lose.
  private static final String SCRIPT =
      """
      set -eu
      protect() {
        flags=$(findmnt -n -o VFS-OPTIONS -T "$1" | tr , '\\n' | grep -x 'nosuid\\|nodev\\|noexec\\|noatime\\|nodiratime' || true)
        mount -o "remount,bind,ro$(printf ',%s' $flags | sed 's/,$//')" "$1"
      }
      into() { mount --rbind "$1" "$root$2"; }
      root=$1
      mount --bind "$root" "$root"
      for device in null zero urandom random; do into "/dev/$device" "/dev/$device"; done
      into /proc /proc
      """;

  record Result(int code, String out, String err) {}

  /// @param volumes the folder of each volume
  /// @param more variables that a kubelet adds: of Secrets, and where the API server is
  /// @param arguments instead of the Pod's own, as `kubectl exec` has; none for the Pod's own
  Result run(
      Map<?, ?> template, Map<String, Path> volumes, Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    try (Started started = start(template, volumes, more, arguments)) {
      if (!started.process().waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("the container did not end");
      }
      return started.result();
    }
  }

  /// Like [#run], and goes on.
  Started start(
      Map<?, ?> template, Map<String, Path> volumes, Map<String, String> more, String... arguments)
      throws IOException {
    Map<?, ?> pod = (Map<?, ?>) at(template, "spec");
    Map<?, ?> container = (Map<?, ?>) at(pod, "containers", 0);
    StringBuilder script = new StringBuilder(SCRIPT);
    Files.createDirectories(root.resolve("dev"));
    for (String device : List.of("null", "zero", "urandom", "random")) {
      file(root.resolve("dev").resolve(device));
    }
    Files.createDirectories(root.resolve("proc"));
    mounts.forEach((path, folder) -> script.append(mount(folder, path)));
    for (Object one : list(container, "volumeMounts")) {
      Map<?, ?> mount = (Map<?, ?>) one;
      String path = text(mount, "mountPath");
      script.append(mount(requireNonNull(volumes.get(text(mount, "name"))), path));
      if (Boolean.TRUE.equals(mount.get("readOnly"))) {
        script.append("protect \"$root%s\"\n".formatted(path));
      }
    }
    if (Boolean.TRUE.equals(at(container, "securityContext", "readOnlyRootFilesystem"))) {
      script.append("protect \"$root\"\n");
    }
    script.append(
        """
        shift
        exec setpriv --bounding-set=-all,+sys_chroot --inh-caps=-all,+sys_chroot \\
          --ambient-caps=-all,+sys_chroot --no-new-privs "$(command -v chroot)" "$root" "$@"
        """);
    String user = text(pod, "securityContext", "runAsUser");
    String group = text(pod, "securityContext", "runAsGroup");
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--user",
                "--map-user=" + user,
                "--map-group=" + group,
                "--mount",
                "--keep-caps",
                "sh",
                "-c",
                script.toString(),
                "sh",
                root.toString()));
    Map<String, String> variables = variables(container, more);
    // A command takes the place of the entrypoint.
    if (container.containsKey("command")) {
      list(container, "command").forEach(it -> command.add(expanded(it.toString(), variables)));
    } else {
      command.addAll(entrypoint);
    }
    if (arguments.length == 0) {
      list(container, "args").forEach(it -> command.add(expanded(it.toString(), variables)));
    }
    command.addAll(List.of(arguments));
    return start(command, variables);
  }

  private String mount(Path folder, String path) {
    try {
      Files.createDirectories(root.resolve(path.substring(1)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return "into '%s' '%s'\n".formatted(folder, path);
  }

  private static void file(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }

  private Map<String, String> variables(Map<?, ?> container, Map<String, String> more) {
    Map<String, String> variables = new LinkedHashMap<>(environment);
    variables.putAll(more);
    for (Object one : list(container, "env")) {
      Map<?, ?> variable = (Map<?, ?>) one;
      if (variable.containsKey("value")) {
        variables.put(text(variable, "name"), text(variable, "value"));
      }
    }
    return variables;
  }

  /// `$(NAME)` is a variable of the container; a kubelet leaves one that it does not know.
  private static String expanded(String argument, Map<String, String> variables) {
    return VARIABLE
        .matcher(argument)
        .replaceAll(
            it -> Matcher.quoteReplacement(variables.getOrDefault(it.group("name"), it.group())));
  }

  private static Started start(List<String> command, Map<String, String> variables)
      throws IOException {
    Path out = Files.createTempFile("drift", ".out");
    Path err = Files.createTempFile("drift", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    String path = builder.environment().getOrDefault("PATH", "");
    builder.environment().clear();
    builder.environment().putAll(variables);
    // Only for the tools that prepare the root.
    builder.environment().put("PATH", path + ":/usr/sbin:/sbin");
    Process process = builder.start();
    process.getOutputStream().close();
    return new Started(process, out, err);
  }

  /// A container that runs. Each program of the script becomes the next one, so that the process is
  /// the program in the container, and gets the signals that are sent to it.
  record Started(Process process, Path outFile, Path errFile) implements AutoCloseable {
    String out() throws IOException {
      return Files.readString(outFile, UTF_8);
    }

    /// As the kubelet ends a container.
    ///
    /// @param grace after which it would be killed
    Result terminate(Duration grace) throws IOException, InterruptedException {
      process.destroy();
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the container did not end within " + grace + ": " + out());
      }
      return result();
    }

    /// After its end.
    Result result() throws IOException {
      Result result = new Result(process.exitValue(), out(), Files.readString(errFile, UTF_8));
      if (result.err().startsWith("unshare:")) {
        throw new AssertionError(
            result.err().strip() + ". Run this as root, or allow user namespaces for this user.");
      }
      return result;
    }

    @Override
    public void close() throws IOException {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(outFile);
      Files.delete(errFile);
    }
  }
}
