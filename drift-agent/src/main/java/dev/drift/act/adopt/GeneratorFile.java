package dev.drift.act.adopt;

/// An entry `key=path` or `path` in the `files` of a generator. See
/// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/>.
///
/// @param key of the ConfigMap
/// @param path from the folder of the kustomization
record GeneratorFile(String key, String path) {
  static GeneratorFile of(String entry) {
    int at = entry.indexOf('=');
    return at < 0
        ? new GeneratorFile(entry.substring(entry.lastIndexOf('/') + 1), entry)
        : new GeneratorFile(entry.substring(0, at), entry.substring(at + 1));
  }
}
