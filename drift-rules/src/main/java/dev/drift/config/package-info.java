/// The configuration file `drift.yaml`: which sources to compare, and with which policies.
package dev.drift.config;
