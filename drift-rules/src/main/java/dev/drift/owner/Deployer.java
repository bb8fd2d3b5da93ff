package dev.drift.owner;

import dev.drift.model.LiveResource;

/// A kind of deployer, and what its records say of a cluster's objects.
interface Deployer {
  Ownership of(LiveResource object);
}
