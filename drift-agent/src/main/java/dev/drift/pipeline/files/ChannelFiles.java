package dev.drift.pipeline.files;

import dev.drift.config.Channel;
import dev.drift.config.Channel.Target;
import java.nio.file.Path;

/// The files that channels name: relative to the folder of the configuration.
final class ChannelFiles {
  private ChannelFiles() {}

  static Channel resolved(Channel channel, Path config) {
    return channel.at(
        switch (channel.target()) {
          case Target.Slack(var url, var authorities) ->
              new Target.Slack(
                  ReferredFiles.resolved(url, config),
                  authorities.map(file -> ReferredFiles.resolved(file, config)));
          case Target.Webhook(var address, var key, var authorities) ->
              new Target.Webhook(
                  switch (address) {
                    case Channel.Address.Plain plain -> plain;
                    case Channel.Address.Secret(var url) ->
                        new Channel.Address.Secret(ReferredFiles.resolved(url, config));
                  },
                  key.map(it -> ReferredFiles.resolved(it, config)),
                  authorities.map(file -> ReferredFiles.resolved(file, config)));
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
                  ReferredFiles.resolved(token, config),
                  label,
                  authorities.map(file -> ReferredFiles.resolved(file, config)));
          case Target.Events events -> events;
          case Target.PolicyReports reports -> reports;
        });
  }
}
