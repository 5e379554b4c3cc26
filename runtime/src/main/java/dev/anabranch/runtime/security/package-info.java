/** Who may connect, where a process may listen, and whose plans a host runs. */
@NullMarked
package dev.anabranch.runtime.security;

import org.jspecify.annotations.NullMarked;
