/** The library table: Parquet, CSV, JSON and SQL on Arrow tables through DuckDB. */
@NullMarked
package dev.anabranch.stdlib.table;

import org.jspecify.annotations.NullMarked;
