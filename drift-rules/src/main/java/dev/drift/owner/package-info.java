/// Who, beside Git's sources, demonstrably owns a live object. A label or an annotation is the
/// client's own choice and proves nothing: each deployer is believed by the record that it keeps
/// itself.
package dev.drift.owner;
