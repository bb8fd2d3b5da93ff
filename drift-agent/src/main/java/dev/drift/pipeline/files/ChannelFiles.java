package dev.drift.pipeline.files;

import dev.drift.config.Channel;
import dev.drift.config.Channel.Target;
import dev.drift.config.SecretReference;
import java.nio.file.Path;

/// The files that channels name: relative to the folder of the configuration.
final class ChannelFiles {
  private ChannelFiles() {}

  static Channel resolved(Channel channel, Path config) {
    return channel.at(
        switch (channel.target()) {
          case Target.Slack(var url, var authorities) ->
              new Target.Slack(
                  resolved(url, config), authorities.map(file -> resolved(file, config)));
          case Target.Webhook(var address, var key, var authorities) ->
              new Target.Webhook(
                  switch (address) {
                    case Channel.Address.Plain plain -> plain;
                    case Channel.Address.Secret(var url) ->
                        new Channel.Address.Secret(resolved(url, config));
                  },
                  key.map(it -> resolved(it, config)),
                  authorities.map(file -> resolved(file, config)));
          case Target.Issues(
                  var forge,
                  var url,
                  var repository,
                  var token,
                  var label,
                  var authorities) ->
              new Target.Issues(
                  forge,
                  url,
                  repository,
                  resolved(token, config),
                  label,
                  authorities.map(file -> resolved(file, config)));
          case Target.Events events -> events;
          case Target.PolicyReports reports -> reports;
        });
  }

  static SecretReference resolved(SecretReference secret, Path config) {
    return switch (secret) {
      case SecretReference.File(String path) -> new SecretReference.File(resolved(path, config));
      case SecretReference.Variable variable -> variable;
    };
  }

  private static String resolved(String file, Path config) {
    return config.resolveSibling(file).toString();
  }
}
