/** Values written down for other processes and hosts, without their buffers, and made again; no serialisation by Java. */
@NullMarked
package dev.anabranch.runtime.value;

import org.jspecify.annotations.NullMarked;
