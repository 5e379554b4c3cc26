/** What is cheaper to run again than to send: proposals by a rule, and trials by the exact machine model. */
@NullMarked
package dev.anabranch.compiler.schedule.copies;

import org.jspecify.annotations.NullMarked;
