/// Who owns the fields of an object, so that an act leaves `managedFields` as if only the deployer
/// had ever written it.
package dev.drift.plan.ownership;
