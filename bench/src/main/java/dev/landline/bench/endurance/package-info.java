/** What the media engine holds after many calls have come and gone. */
package dev.landline.bench.endurance;
