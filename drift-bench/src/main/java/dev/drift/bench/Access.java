package dev.drift.bench;

import java.net.URI;
import java.nio.file.Path;

/// How a command gets at the API server.
record Access(URI server, Path kubeconfig, Path caCertificate, String token) {}
