package dev.drift.cli.option;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Names a resource as kubectl takes it: `deploy web` or `deploy/web`; a namespace may precede the
/// name.
public final class ResourceParameters {
  private String resource = "";
  private @Nullable String name;

  public void addTo(CommandSpec spec) {
    spec.addPositional(
        Specs.parameter(String.class, it -> resource = it, 0)
            .paramLabel("KIND[/NAME]")
            .description(
                "Kind, plural or short name, with its group or version if needed: deployment,"
                    + " deploy, ingresses.networking.k8s.io. The name can follow: deploy/web.")
            .build());
    spec.addPositional(
        Specs.parameter(String.class, it -> name = it, 1)
            .paramLabel("[NAMESPACE/]NAME")
            .arity("0..1")
            .required(false)
            .description("The namespace defaults to the one of -n, then to --default-namespace.")
            .build());
  }

  /// @param name with or without its namespace
  public record Named(String kind, String name) {}

  /// @throws ParameterException if no resource is named, or two are
  public Named named(CommandSpec spec) {
    int slash = resource.indexOf('/');
    if (slash >= 0 && name != null) {
      throw new ParameterException(
          spec.commandLine(),
          "%s takes one resource; %s already has a name".formatted(spec.name(), resource));
    }
    String kind = slash < 0 ? resource : resource.substring(0, slash);
    String named = slash < 0 ? Objects.requireNonNullElse(name, "") : resource.substring(slash + 1);
    if (kind.isEmpty() || named.isEmpty() || named.endsWith("/")) {
      throw new ParameterException(
          spec.commandLine(),
          "name the resource: drift %s KIND NAME or KIND/NAME".formatted(spec.name()));
    }
    return new Named(kind, named);
  }
}
