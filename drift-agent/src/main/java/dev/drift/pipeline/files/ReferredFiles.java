package dev.drift.pipeline.files;

import dev.drift.config.RenderersConfig;
import dev.drift.config.SecretReference;
import dev.drift.config.ServeConfig;
import dev.drift.config.ServerCertificate;
import dev.drift.config.WebConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Files that a configuration names, relative to its folder.
final class ReferredFiles {
  private ReferredFiles() {}

  static ServeConfig resolved(ServeConfig serve, Path config) {
    WebConfig web = serve.web();
    return new ServeConfig(
        new WebConfig(
            web.listen(),
            web.certificate()
                .map(
                    it ->
                        new ServerCertificate(
                            resolved(it.certificate(), config), resolved(it.key(), config))),
            web.token().map(it -> resolved(it, config)),
            web.openMetrics(),
            web.gitSecret().map(it -> resolved(it, config)),
            web.auditToken().map(it -> resolved(it, config))));
  }

  static SecretReference resolved(SecretReference secret, Path config) {
    return switch (secret) {
      case SecretReference.File(String path) -> new SecretReference.File(resolved(path, config));
      case SecretReference.Variable variable -> variable;
    };
  }

  static RenderersConfig resolved(RenderersConfig renderers, Path config) {
    Map<String, String> programs = new HashMap<>();
    renderers.programs().forEach((name, path) -> programs.put(name, resolved(path, config)));
    return new RenderersConfig(programs);
  }

  static String resolved(String file, Path config) {
    return config.resolveSibling(file).toString();
  }
}
