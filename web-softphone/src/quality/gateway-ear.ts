import type { CallSound, LegSound } from '../api/types';
import type { Key } from '../words/words';
import type { Figures } from './figures';

/** What the gateway says is wrong, from the point of view of the person at this page. */
export interface Trouble {
  readonly number: number;
  readonly code: string;
  readonly words: Key;
}

export interface Heard {
  /** Of the leg at the other end, one entry a second, the newest last. */
  readonly history: readonly Figures[];
  readonly kind: LegSound['kind'];
  readonly codec: string;
  readonly trouble: Trouble | null;
}

const KEPT = 600;

/** Follows one call as the gateway hears it: its events in, what to show out. */
export class GatewayEar {
  private last: LegSound | null = null;
  private lastMillis = 0;
  private history: readonly Figures[] = [];

  /** @param mine the end at which this page is */
  constructor(private readonly mine: 'caller' | 'callee') {}

  take(sound: CallSound, nowMillis: number): Heard {
    const leg = sound[this.mine === 'caller' ? 'callee' : 'caller'];
    if (this.last !== null && nowMillis > this.lastMillis) {
      const figures = figuresOfLeg(this.last, leg, nowMillis, (nowMillis - this.lastMillis) / 1000);
      this.history = [...this.history, figures].slice(-KEPT);
    }
    this.last = leg;
    this.lastMillis = nowMillis;
    return { history: this.history, kind: leg.kind, codec: leg.codec, trouble: this.trouble(sound, leg.kind) };
  }

  private trouble({ audio }: CallSound, other: LegSound['kind']): Trouble | null {
    if (!audio.trouble || audio.code === 'on-hold') {
      return null; // That the other side holds the call is said elsewhere.
    }
    const words = audio.end === null ? GATEWAY : audio.end === this.mine ? OURS[audio.code] : theirs(audio.code, other);
    return { number: audio.number, code: audio.code, words: words ?? 'quality.gw-unusable' };
  }
}

const GATEWAY: Key = 'quality.gw-fault';

const OURS: Readonly<Record<string, Key>> = {
  'microphone-not-sent': 'quality.gw-no-microphone',
  'microphone-silent': 'quality.gw-silent-microphone',
  'rtp-stopped': 'quality.gw-lost-us',
  'rtp-never-came': 'quality.gw-lost-us',
  'consent-lost': 'quality.gw-lost-us',
  'ice-no-checks': 'quality.gw-lost-us',
  'not-heard': 'quality.nothing-arrives',
  loss: 'quality.we-are-not-heard',
  jitter: 'quality.we-are-not-heard',
  'loss-at-peer': 'quality.network-loses',
};

function theirs(code: string, kind: LegSound['kind']): Key | undefined {
  switch (code) {
    case 'rtp-never-came':
    case 'rtp-stopped':
    case 'trunk-silent':
    case 'microphone-not-sent':
    case 'microphone-silent':
      return kind === 'trunk' ? 'quality.gw-carrier-silent' : 'quality.gw-they-are-silent';
    case 'consent-lost':
    case 'browser-left':
      return 'quality.gw-they-are-gone';
    case 'not-heard':
    case 'loss-at-peer':
    case 'cannot-send':
      return 'quality.gw-they-do-not-hear';
    case 'loss':
    case 'jitter':
      return kind === 'trunk' ? 'quality.gw-carrier-loses' : 'quality.gw-they-lose';
    case 'send-refused':
    case 'overloaded':
    case 'media-failed':
    case 'no-ports':
      return GATEWAY;
    default:
      return undefined;
  }
}

function figuresOfLeg(before: LegSound, now: LegSound, atMillis: number, seconds: number): Figures {
  const grown = (count: (leg: LegSound) => number) => Math.max(0, count(now) - count(before));
  const received = grown((leg) => leg.received);
  const lost = grown((leg) => leg.lost);
  return {
    atMillis,
    kilobits: (8 * grown((leg) => leg.receivedBytes)) / 1000 / seconds,
    received: received / seconds,
    sent: grown((leg) => leg.sent) / seconds,
    lost: received + lost === 0 ? 0 : (100 * lost) / (received + lost),
    sentLost: now.peerLossPercent,
    concealed: 0,
    jitterMillis: now.jitterMillis,
    bufferMillis: now.bufferMillis,
    roundTripMillis: now.roundTripMillis,
    // From decibels below the loudest to the scale of getStats().
    level: now.levelDbov === null ? 0 : 10 ** (now.levelDbov / 20),
    mos: now.mos,
  };
}
