package dev.landline.media.bridge;

/** What is attached to a selection key: takes what has arrived at its port, up to a limit for fairness. */
interface ReadyPort {

    void drain();
}
