/** What a person asks of plans: where an instance runs and why there, and what changed between two plans. */
@NullMarked
package dev.anabranch.compiler.inspect;

import org.jspecify.annotations.NullMarked;
