import { describe, expect, it } from 'vitest';
import { barsOf, figuresOf, mosOf, type Sample } from '../src/quality/figures';
import { Meter } from '../src/quality/meter';
import { readStats } from '../src/quality/read-stats';

function second(index: number, change: Partial<Sample> = {}): Sample {
  return {
    atMillis: index * 1000,
    bytesReceived: index * 4000,
    packetsReceived: index * 50,
    packetsLost: 0,
    packetsSent: index * 50,
    concealedSamples: 0,
    totalSamples: index * 48000,
    jitter: 0.002,
    jitterBufferDelay: index * 48000 * 0.03,
    jitterBufferEmitted: index * 48000,
    roundTrip: 0.02,
    sentLost: 0,
    level: 0.1,
    codec: 'opus',
    ...change,
  };
}

describe('the figures of a second', () => {
  it('are differences of two samples', () => {
    const figures = figuresOf(second(1), second(2, { packetsReceived: 95, packetsLost: 5 }));
    expect(figures).toMatchObject({ kilobits: 32, received: 45, sent: 50, lost: 10, roundTripMillis: 20 });
    expect(figures.bufferMillis).toBeCloseTo(30);
  });

  it('estimate what people would say', () => {
    expect(mosOf(60, 0)).toBeGreaterThan(4.3);
    expect(mosOf(60, 5)).toBeLessThan(4);
    expect(mosOf(600, 0)).toBeLessThan(3);
    expect([4.3, 3.7, 3.2, 2].map(barsOf)).toEqual([4, 3, 2, 1]);
  });
});

describe('warnings', () => {
  const lossy = (index: number) => second(index, { packetsReceived: index * 40, packetsLost: index * 10 });

  it('come after some seconds, and go after some good ones', () => {
    const meter = new Meter();
    const said = [0, 1, 2, 3, 4].map((index) => meter.take(lossy(index)).warning);
    expect(said).toEqual([null, null, null, null, 'network-loses']);
    const good = [5, 6, 7, 8].map(
      (index) => meter.take(second(index, { packetsReceived: 160 + (index - 4) * 50, packetsLost: 40 })).warning,
    );
    expect(good).toEqual(['network-loses', 'network-loses', 'network-loses', null]);
  });

  it('name silence before loss', () => {
    const meter = new Meter();
    const silent = [0, 1, 2, 3, 4].map((index) => meter.take(second(index, { packetsReceived: 7 })).warning);
    expect(silent.at(-1)).toBe('nothing-arrives');
  });
});

describe('reading getStats', () => {
  it('takes what is there and counts the rest as nothing', () => {
    const report = new Map<string, unknown>([
      ['a', { type: 'inbound-rtp', kind: 'audio', packetsReceived: 7, jitter: 0.01, codecId: 'c' }],
      ['c', { type: 'codec', id: 'c', mimeType: 'audio/opus' }],
      ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.04 }],
    ]);
    expect(readStats(report, 5)).toMatchObject({
      atMillis: 5,
      packetsReceived: 7,
      codec: 'opus',
      roundTrip: 0.04,
      packetsSent: 0,
    });
  });
});
