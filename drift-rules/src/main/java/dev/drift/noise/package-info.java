/// Noise packs: what operators write by themselves into objects that Git declares, and what they
/// make that nobody declared. Data in `policies/noise`, shipped with the program.
package dev.drift.noise;
