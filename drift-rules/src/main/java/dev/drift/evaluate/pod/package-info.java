/// Pods compared with the templates of their controllers.
package dev.drift.evaluate.pod;
