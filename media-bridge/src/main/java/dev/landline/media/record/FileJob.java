package dev.landline.media.record;

/** A file that the desk's thread writes, a bit in each turn. */
sealed interface FileJob permits RecordingJob, CaptureJob {

    /**
     * Writes what is there.
     *
     * @return whether the file is complete, or given up
     */
    boolean turn(long nowNanos);

    /** Asks for the end from any thread; a later turn completes the file. */
    void stop(long nowNanos);

    /** After a bug of ours: gives the file up. */
    void abandon(String sentence);
}
