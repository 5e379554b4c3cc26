/** What runs generated worker programs: the worker loop, the dataset store, transports and traces. */
@NullMarked
package dev.anabranch.runtime;

import org.jspecify.annotations.NullMarked;
