/// Argo CD Applications and ApplicationSets, rendered as Argo CD's repository server does.
@NullMarked
package dev.drift.source.argo;

import org.jspecify.annotations.NullMarked;
