package dev.landline.gateway.call;

import dev.landline.media.bridge.Bridge;
import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.bridge.BrowserLocal;
import dev.landline.media.bridge.BrowserRemote;
import dev.landline.media.bridge.Conference;
import dev.landline.media.bridge.PortsExhausted;
import dev.landline.media.bridge.ReportWishes;
import dev.landline.media.bridge.Side;
import dev.landline.media.bridge.TrunkLocal;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.ice.IceCredentials;
import dev.landline.media.record.Capture;
import dev.landline.media.record.CaptureSettings;
import dev.landline.media.record.Recording;
import dev.landline.media.record.RecordingSettings;
import dev.landline.media.record.RecordingState;
import dev.landline.media.sound.SoundSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A bridge without sound: it keeps what call control asked of it, so that call control is tested alone. */
final class SilentBridge implements Bridge {

    /** Off as in full mode. */
    boolean restartsIce = true;

    record BrowserConnected(Side side, BrowserRemote remote) {}

    record TrunkConnected(Side side, TrunkRemote remote) {}

    record Pressed(Side side, char digit, int millis) {}

    record Extended(Side side, ReportWishes wishes) {}

    record Closed() {}

    record Played(Side toward) {}

    record Joined(Side side) {}

    record Stopped(Side toward) {}

    record Dismissed(Side side) {}

    record Adopted(Side side, Bridge from, Side fromSide) {}

    /** What moved between bridges, and what was played. */
    final BlockingQueue<Object> moved = new LinkedBlockingQueue<>();

    final BlockingQueue<Object> asked = new LinkedBlockingQueue<>();
    final boolean portsLeft;

    SilentBridge(boolean portsLeft) {
        this.portsLeft = portsLeft;
    }

    @Override
    public BrowserLocal openBrowser(Side side) {
        return new BrowserLocal(
                "ufrag" + side,
                "password-of-ours-" + side,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 20_000)),
                "AB:".repeat(31) + "CD",
                4_711,
                "cname");
    }

    @Override
    public Optional<IceCredentials> restartIce(Side side) {
        return restartsIce ? Optional.of(new IceCredentials("fresh", "fresh-password")) : Optional.empty();
    }

    @Override
    public void connectBrowser(Side side, BrowserRemote remote) {
        asked.add(new BrowserConnected(side, remote));
    }

    @Override
    public TrunkLocal openTrunk(Side side) throws PortsExhausted {
        if (!portsLeft) {
            throw new PortsExhausted("none left");
        }
        return new TrunkLocal(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 30_000),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 30_001),
                815);
    }

    @Override
    public void connectTrunk(Side side, TrunkRemote remote) {
        asked.add(new TrunkConnected(side, remote));
    }

    @Override
    public void press(Side side, char digit, int millis) {
        asked.add(new Pressed(side, digit, millis));
    }

    @Override
    public Recording record(RecordingSettings settings, Consumer<RecordingState> events) {
        throw new UnsupportedOperationException("there is no sound to record");
    }

    @Override
    public Capture capture(CaptureSettings settings, Consumer<RecordingState> events) {
        throw new UnsupportedOperationException("there are no packets to capture");
    }

    @Override
    public void extendReports(Side side, ReportWishes wishes) {
        if (!wishes.equals(ReportWishes.NONE)) {
            asked.add(new Extended(side, wishes));
        }
    }

    @Override
    public void digitsAsTones(Side side, boolean tones) {}

    @Override
    public long play(Side toward, SoundSource source) {
        moved.add(new Played(toward));
        return 0;
    }

    @Override
    public void stopPlaying(Side toward) {
        moved.add(new Stopped(toward));
    }

    @Override
    public boolean join(Side side, Conference conference) {
        moved.add(new Joined(side));
        return true;
    }

    @Override
    public void leave(Side side) {}

    @Override
    public void dismiss(Side side) {
        moved.add(new Dismissed(side));
    }

    @Override
    public boolean adopt(Side side, Bridge from, Side fromSide) {
        moved.add(new Adopted(side, from, fromSide));
        return true;
    }

    @Override
    public BridgeStats stats() {
        return BridgeStats.NOTHING;
    }

    @Override
    public void close() {
        asked.add(new Closed());
    }
}
