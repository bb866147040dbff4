/** How good a call sounds, and why it does not: pure functions and sums. Knows no socket, no clock and no bridge. */
package dev.landline.media.quality;
