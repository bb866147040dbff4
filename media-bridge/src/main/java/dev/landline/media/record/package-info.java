/**
 * Recordings and captures of calls: media loops copy into bounded rings, one thread writes all files. Knows nothing of
 * bridges; only {@link dev.landline.media.record.RecordingDesk} has a thread and reads a clock.
 */
package dev.landline.media.record;
