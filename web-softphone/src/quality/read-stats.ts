import type { Sample } from './figures';

interface Entry {
  readonly type: string;
  readonly kind?: string;
  readonly [name: string]: unknown;
}

/** Takes what is wanted out of a report of getStats(); what a browser does not say counts as nothing. */
export function readStats(report: Iterable<readonly [string, unknown]>, atMillis: number): Sample {
  const entries = [...report].map(([, entry]) => entry as Entry);
  const inbound = entries.find((entry) => entry.type === 'inbound-rtp' && entry.kind === 'audio');
  const outbound = entries.find((entry) => entry.type === 'outbound-rtp' && entry.kind === 'audio');
  const remote = entries.find((entry) => entry.type === 'remote-inbound-rtp' && entry.kind === 'audio');
  const pair = entries.find((entry) => entry.type === 'candidate-pair' && entry['nominated'] === true);
  const codec = entries.find((entry) => entry.type === 'codec' && entry['id'] === inbound?.['codecId']);
  const roundTrip = figure(remote, 'roundTripTime') ?? figure(pair, 'currentRoundTripTime');
  return {
    atMillis,
    bytesReceived: figure(inbound, 'bytesReceived') ?? 0,
    packetsReceived: figure(inbound, 'packetsReceived') ?? 0,
    packetsLost: figure(inbound, 'packetsLost') ?? 0,
    packetsSent: figure(outbound, 'packetsSent') ?? 0,
    concealedSamples: figure(inbound, 'concealedSamples') ?? 0,
    totalSamples: figure(inbound, 'totalSamplesReceived') ?? 0,
    jitter: figure(inbound, 'jitter') ?? 0,
    jitterBufferDelay: figure(inbound, 'jitterBufferDelay') ?? 0,
    jitterBufferEmitted: figure(inbound, 'jitterBufferEmittedCount') ?? 0,
    roundTrip,
    sentLost: figure(remote, 'fractionLost') ?? 0,
    level: figure(inbound, 'audioLevel') ?? 0,
    codec: typeof codec?.['mimeType'] === 'string' ? codec['mimeType'].replace('audio/', '') : null,
  };
}

function figure(entry: Entry | undefined, name: string): number | null {
  const value = entry?.[name];
  return typeof value === 'number' ? value : null;
}
