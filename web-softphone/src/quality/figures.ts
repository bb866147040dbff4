/** What the browser counts of one call, as getStats() says it; times in seconds. */
export interface Sample {
  readonly atMillis: number;
  readonly bytesReceived: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly packetsSent: number;
  readonly concealedSamples: number;
  readonly totalSamples: number;
  readonly jitter: number;
  readonly jitterBufferDelay: number;
  readonly jitterBufferEmitted: number;
  readonly roundTrip: number | null;
  /** Loss of what we send, in the last report of the gateway; 0 to 1. */
  readonly sentLost: number;
  readonly level: number;
  readonly codec: string | null;
}

/** What one second of a call was like. */
export interface Figures {
  readonly atMillis: number;
  readonly kilobits: number;
  readonly received: number;
  readonly sent: number;
  /** In percent, of either direction. */
  readonly lost: number;
  readonly sentLost: number;
  readonly concealed: number;
  readonly jitterMillis: number;
  readonly bufferMillis: number;
  readonly roundTripMillis: number | null;
  readonly level: number;
  readonly mos: number;
}

const CODEC_MILLIS = 20;
/** Of G.711 with concealment (ITU-T G.113): how much loss hurts. */
const BPL = 25.1;

export function figuresOf(before: Sample, now: Sample): Figures {
  const seconds = Math.max(0.001, (now.atMillis - before.atMillis) / 1000);
  const received = Math.max(0, now.packetsReceived - before.packetsReceived);
  const lostPackets = Math.max(0, now.packetsLost - before.packetsLost);
  const lost = percent(lostPackets, received + lostPackets);
  const emitted = now.jitterBufferEmitted - before.jitterBufferEmitted;
  const bufferMillis =
    emitted > 0 ? (1000 * (now.jitterBufferDelay - before.jitterBufferDelay)) / emitted : now.jitter * 1000;
  const roundTripMillis = now.roundTrip === null ? null : now.roundTrip * 1000;
  const sentLost = 100 * now.sentLost;
  return {
    atMillis: now.atMillis,
    kilobits: (8 * Math.max(0, now.bytesReceived - before.bytesReceived)) / 1000 / seconds,
    received: received / seconds,
    sent: Math.max(0, now.packetsSent - before.packetsSent) / seconds,
    lost,
    sentLost,
    concealed: percent(now.concealedSamples - before.concealedSamples, now.totalSamples - before.totalSamples),
    jitterMillis: now.jitter * 1000,
    bufferMillis,
    roundTripMillis,
    level: now.level,
    mos: mosOf((roundTripMillis ?? 0) / 2 + bufferMillis + CODEC_MILLIS, Math.max(lost, sentLost)),
  };
}

/** The E-model's estimate (ITU-T G.107): what people would say, from 1 to 4.5. */
export function mosOf(delayMillis: number, lossPercent: number): number {
  const late = delayMillis > 177.3 ? 0.11 * (delayMillis - 177.3) : 0;
  const delay = 0.024 * delayMillis + late;
  const loss = (95 * lossPercent) / (lossPercent + BPL);
  const r = Math.min(100, Math.max(0, 93.2 - delay - loss));
  const mos = 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r);
  return Math.min(4.5, Math.max(1, mos));
}

/** Four bars as on a mobile telephone. */
export function barsOf(mos: number): 1 | 2 | 3 | 4 {
  return mos >= 4 ? 4 : mos >= 3.6 ? 3 : mos >= 3 ? 2 : 1;
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, Math.max(0, (100 * part) / whole)) : 0;
}
