/// Which deployer beside Git's sources owns live objects, by proof.
package dev.drift.owner;
