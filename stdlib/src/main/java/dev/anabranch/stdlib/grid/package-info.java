/** The library grid: statistics over fields, and fields from GRIB and NetCDF files. */
@NullMarked
package dev.anabranch.stdlib.grid;

import org.jspecify.annotations.NullMarked;
