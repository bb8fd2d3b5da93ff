package dev.drift.deploy;

import static dev.drift.deploy.Rendered.list;
import static dev.drift.deploy.Rendered.map;
import static dev.drift.deploy.Rendered.text;

import dev.drift.testkit.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The volumes of a Pod as folders, with the content that a kubelet would give them. Claims keep
/// theirs from Pod to Pod.
///
/// @param folder holds them
/// @param manifests the ConfigMaps
/// @param secrets the content of those Secrets that there are, by their names
record PodVolumes(
    Path folder, Rendered manifests, ControlPlane plane, Map<String, Map<String, String>> secrets) {
  private static final String NAMESPACE = "drift";

  /// The folder of each volume by its name, for a new Pod.
  Map<String, Path> create(Map<?, ?> pod) throws IOException {
    Path own = Files.createTempDirectory(folder, "pod-");
    Map<String, Path> folders = new LinkedHashMap<>();
    for (Object one : list(pod, "volumes")) {
      Map<?, ?> volume = (Map<?, ?>) one;
      String name = text(volume, "name");
      Path target =
          volume.containsKey("persistentVolumeClaim")
              ? claim(text(volume, "persistentVolumeClaim", "claimName"))
              : Files.createDirectories(own.resolve(name));
      if (volume.containsKey("projected")) {
        write(target, files(map(volume, "projected")));
      } else if (volume.containsKey("secret")) {
        Map<String, String> secret = secrets.get(text(volume, "secret", "secretName"));
        if (secret == null) {
          // A Pod starts without it only if it is optional.
          Rendered.at(volume, "secret", "optional");
        }
        write(target, secret == null ? Map.of() : secret);
      } else if (!volume.containsKey("emptyDir") && !volume.containsKey("persistentVolumeClaim")) {
        throw new AssertionError("the volume %s is of an unknown type".formatted(name));
      }
      folders.put(name, target);
    }
    return folders;
  }

  /// The variables of a container that come from Secrets.
  Map<String, String> secretVariables(Map<?, ?> container) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Object variable : list(container, "env")) {
      if (((Map<?, ?>) variable).containsKey("valueFrom")) {
        Map<?, ?> reference = map(variable, "valueFrom", "secretKeyRef");
        Map<String, String> secret = secrets.getOrDefault(text(reference, "name"), Map.of());
        String value = secret.get(text(reference, "key"));
        if (value != null) {
          variables.put(text(variable, "name"), value);
        } else {
          Rendered.at(reference, "optional");
        }
      }
    }
    return variables;
  }

  Path claim(String name) throws IOException {
    return Files.createDirectories(folder.resolve("claim-" + name));
  }

  private Map<String, String> files(Map<?, ?> projected) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (Object one : list(projected, "sources")) {
      Map<?, ?> source = (Map<?, ?>) one;
      if (source.containsKey("serviceAccountToken")) {
        files.put(
            text(source, "serviceAccountToken", "path"),
            token(text(source, "serviceAccountToken", "expirationSeconds")));
      } else if (source.containsKey("downwardAPI")) {
        Map<?, ?> item = map(source, "downwardAPI", "items", 0);
        if (!text(item, "fieldRef", "fieldPath").equals("metadata.namespace")) {
          throw new AssertionError("an unknown field of the Pod: " + item);
        }
        files.put(text(item, "path"), NAMESPACE);
      } else if (text(source, "configMap", "name").equals("kube-root-ca.crt")) {
        // A controller writes it into each namespace.
        files.put("ca.crt", Files.readString(plane.caCertificate()));
      } else {
        map(manifests.one("ConfigMap", text(source, "configMap", "name")), "data")
            .forEach((name, content) -> files.put(name.toString(), content.toString()));
      }
    }
    return files;
  }

  private String token(String seconds) {
    return plane
        .kubectl("-n", NAMESPACE, "create", "token", "drift", "--duration=" + seconds + "s")
        .orThrow()
        .stdout()
        .strip();
  }

  /// Each file is a link through `..data`, which a kubelet replaces at once.
  private static void write(Path target, Map<String, String> files) throws IOException {
    Path version = Files.createDirectory(target.resolve("..2026_11_29_21_00_00.1"));
    Files.createSymbolicLink(target.resolve("..data"), version.getFileName());
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(version.resolve(file.getKey()), file.getValue());
      Files.createSymbolicLink(
          target.resolve(file.getKey()), Path.of("..data").resolve(file.getKey()));
    }
  }
}
