import type { RTCSession } from 'jssip/lib/RTCSession';
import { withoutSecrets } from './sip-trace';
import type { Sample } from './quality/figures';
import { readStats } from './quality/read-stats';

/** Another microphone for a call that goes on: the sender stays, and with it whether it is muted or held. */
export function sendInstead(session: RTCSession | undefined, audio: MediaStream): void {
  const [track] = audio.getAudioTracks();
  const sender = session?.connection?.getSenders().find((one) => one.track?.kind === 'audio');
  if (track !== undefined && sender !== undefined) {
    track.enabled = sender.track?.enabled ?? true;
    void sender.replaceTrack(track);
  }
}

export async function statsOf(session: RTCSession | undefined): Promise<Sample | null> {
  const connection = session?.connection;
  return connection ? readStats((await connection.getStats()) as unknown as Map<string, unknown>, Date.now()) : null;
}

/** All that the browser knows of a call, for support. */
export async function evidenceOf(call: string, session: RTCSession): Promise<object> {
  const connection = session.connection as RTCPeerConnection | null;
  if (connection === null) {
    return { call };
  }
  const report = (await connection.getStats()) as unknown as Map<string, object>;
  return {
    call,
    states: [connection.connectionState, connection.iceConnectionState, connection.signalingState],
    local: withoutSecrets(connection.localDescription?.sdp ?? ''),
    remote: withoutSecrets(connection.remoteDescription?.sdp ?? ''),
    // Candidates, pairs, the transport, codecs and streams.
    stats: [...report.values()],
  };
}

/** Since the last packet that was played. */
export function silentMillisOf(session: RTCSession | undefined): number {
  const lasts = (session?.connection?.getReceivers() ?? []).flatMap((receiver) =>
    receiver.getSynchronizationSources().map((source) => source.timestamp),
  );
  return lasts.length === 0 ? 0 : performance.timeOrigin + performance.now() - Math.max(...lasts);
}
