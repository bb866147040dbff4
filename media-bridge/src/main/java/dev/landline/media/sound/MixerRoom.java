package dev.landline.media.sound;

/**
 * The ports that talk with each other, and the beat that makes them: at each {@link #tick}, every 20 ms, one frame of each
 * is added up and everybody gets the others. Owned by one thread; only the ports' other sides are used by others.
 */
public final class MixerRoom {
    private final Mixer mixer = new Mixer();
    private final MixerPort[] ports = new MixerPort[Mixer.MOST_PORTS];
    private final short[] others = new short[Mixer.FRAME_SAMPLES];
    private final boolean echoes;
    private int count;

    /** @param echoes everybody hears themselves too */
    public MixerRoom(boolean echoes) {
        this.echoes = echoes;
    }

    /**
     * Lets a port in.
     *
     * @return false when the room is full
     */
    public boolean enter(MixerPort port) {
        if (count == ports.length) {
            return false;
        }
        ports[count++] = port;
        return true;
    }

    /** Lets a port out; does nothing when it is not in. */
    public void leave(MixerPort port) {
        for (int i = 0; i < count; i++) {
            if (ports[i] == port) {
                count--;
                ports[i] = ports[count];
                ports[count] = null;
                return;
            }
        }
    }

    public int size() {
        return count;
    }

    /** Mixes one frame of 20 ms. */
    public void tick(long nowNanos) {
        mixer.clear();
        for (int i = 0; i < count; i++) {
            ports[i].fetch(nowNanos);
            mixer.add(ports[i].own);
        }
        for (int i = 0; i < count; i++) {
            if (echoes) {
                mixer.all(ports[i].limiter, others);
            } else {
                mixer.without(ports[i].own, ports[i].limiter, others);
            }
            ports[i].give(others, nowNanos);
        }
    }
}
