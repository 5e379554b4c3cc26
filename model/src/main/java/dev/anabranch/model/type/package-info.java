/** What a dataset or an argument is: the types of the flow language. */
@NullMarked
package dev.anabranch.model.type;

import org.jspecify.annotations.NullMarked;
