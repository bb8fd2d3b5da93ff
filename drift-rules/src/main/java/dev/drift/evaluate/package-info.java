/// Everything that Git declares against everything that the cluster has.
package dev.drift.evaluate;
