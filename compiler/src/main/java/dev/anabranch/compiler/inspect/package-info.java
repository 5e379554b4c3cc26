/** What a person asks of plans: what changed from one to another. */
@NullMarked
package dev.anabranch.compiler.inspect;

import org.jspecify.annotations.NullMarked;
