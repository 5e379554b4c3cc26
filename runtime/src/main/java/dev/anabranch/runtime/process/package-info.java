/** Worker processes of this machine: how they are started, what they and their coordinator tell each other. */
@NullMarked
package dev.anabranch.runtime.process;

import org.jspecify.annotations.NullMarked;
