/** The library tpch: the tables of the TPC-H benchmark at any scale. */
@NullMarked
package dev.anabranch.stdlib.tpch;

import org.jspecify.annotations.NullMarked;
