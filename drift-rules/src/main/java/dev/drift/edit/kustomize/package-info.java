/// What patches of kustomizations have to say for a resource to become another.
package dev.drift.edit.kustomize;
