package dev.landline.gateway.store;

import dev.landline.gateway.config.StoreConfig;
import java.util.Optional;

/**
 * Call records, contacts, notes and recordings in one database. Starting it returns at once, also when the database is
 * down: call records wait then, up to a bound. Everything here is safe from any thread; what reads or changes the
 * database at once blocks for seconds at most and throws {@link StoreDown} when it cannot.
 */
public final class Store implements AutoCloseable {

    private final StoreWriter writer;
    private final CallLog calls;
    private final CallRemarks remarks;
    private final CallFigures figures;
    private final Contacts contacts;
    private final Recordings recordings;
    private final Preferences preferences;
    private final SignIns signIns;

    private Store(StoreAccess access, StoreWriter writer) {
        this.writer = writer;
        this.calls = new CallLog(access);
        this.remarks = new CallRemarks(access);
        this.figures = new CallFigures(access);
        this.contacts = new Contacts(access);
        this.recordings = new Recordings(access);
        this.preferences = new Preferences(access);
        this.signIns = new SignIns(access);
    }

    /** Begins to open the database on a thread of its own. */
    public static Store start(StoreConfig config) {
        StoreAccess access = new StoreAccess();
        StoreWriter writer = new StoreWriter(config, access);
        writer.start();
        return new Store(access, writer);
    }

    /**
     * Takes the record of a call that is over, to be written soon. Never blocks.
     *
     * @return false when too many wait already: it is dropped and counted
     */
    public boolean keep(CallEntry call) {
        return writer.offer(new StoreWriter.Write.OfCall(call));
    }

    /** Takes what became of a recording, likewise: it begins, ends or fails. */
    public boolean keep(RecordingEntry recording) {
        return writer.offer(new StoreWriter.Write.OfRecording(recording));
    }

    /** Takes what a person has set, likewise; with no text it is unset. */
    public boolean keep(String person, String name, Optional<String> text) {
        return writer.offer(new StoreWriter.Write.OfPreference(person, name, text));
    }

    public CallLog calls() {
        return calls;
    }

    public CallRemarks remarks() {
        return remarks;
    }

    public CallFigures figures() {
        return figures;
    }

    public Contacts contacts() {
        return contacts;
    }

    public Recordings recordings() {
        return recordings;
    }

    public Preferences preferences() {
        return preferences;
    }

    public SignIns signIns() {
        return signIns;
    }

    public StoreHealth health() {
        return writer.health();
    }

    /** Records that wait to be written. */
    public int waiting() {
        return writer.waiting();
    }

    /** Records written. */
    public long written() {
        return writer.written();
    }

    /** Records dropped because too many waited. */
    public long dropped() {
        return writer.dropped();
    }

    /** Records that the database would not take, although it works. */
    public long refused() {
        return writer.refused();
    }

    /** Writes what waits and closes the database. Takes three seconds at most; what is left then is counted and logged. */
    @Override
    public void close() {
        writer.close();
    }
}
