/** Loads the real gateway process with SIPp on both sides: set-ups a second, overload, and calls that end in every way. */
package dev.landline.bench.signalling;
