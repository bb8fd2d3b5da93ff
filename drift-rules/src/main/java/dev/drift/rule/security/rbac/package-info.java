/// What RBAC allows whom: before, as Git has it, and now, as the cluster does.
package dev.drift.rule.security.rbac;
