/** Task signatures against classes that were compiled or made for the tests. */
@NullMarked
package dev.anabranch.codegen.signature;

import org.jspecify.annotations.NullMarked;
