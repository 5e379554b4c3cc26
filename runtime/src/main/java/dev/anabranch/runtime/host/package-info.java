/** The in-process host: workers as threads over one store of datasets. */
@NullMarked
package dev.anabranch.runtime.host;

import org.jspecify.annotations.NullMarked;
