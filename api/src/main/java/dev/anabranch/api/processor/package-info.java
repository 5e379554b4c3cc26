/** What happens to task libraries while they are compiled: their Javadoc is kept, their mistakes are reported. */
@NullMarked
package dev.anabranch.api.processor;

import org.jspecify.annotations.NullMarked;
