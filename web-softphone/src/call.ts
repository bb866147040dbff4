import type { CallEnding, CallKey, Party } from './sip-port';
import type { MicrophoneProblem } from './microphone';

/**
 * The life of one call. `null` is idle; events that make no sense in a phase change nothing.
 *
 *   outgoing  preparing ─ invited ─► calling ─► ringing ─► early-media ─┐
 *                 │                     └───────────┴──────────┴──answered──► connecting ─ media ─► in-call
 *                 └ microphone refused: stays, shows the problem                  ▲                    │
 *   incoming  incoming ─ answering ───────────────────────────────────────────────┘                    ▼
 *                 └ microphone refused: rings on, shows the problem        every phase ─ ended ─► ended ─► null
 */
export type CallPhase =
  | 'preparing' // waiting for the microphone; nothing has left this page
  | 'calling' // INVITE sent
  | 'ringing' // 180 without sound
  | 'early-media' // the network speaks before anybody answered
  | 'incoming'
  | 'connecting' // answered, sound not there yet
  | 'in-call'
  | 'ended';

export interface Call {
  readonly key: CallKey;
  readonly direction: 'outgoing' | 'incoming';
  readonly party: Party;
  /** Incoming: the number that was called. */
  readonly called: string | null;
  readonly phase: CallPhase;
  readonly mediaConnected: boolean;
  /** The sound path broke after it had stood. */
  readonly mediaInterrupted: boolean;
  /** Connecting takes longer than it should. */
  readonly slow: boolean;
  readonly problem: MicrophoneProblem | null;
  readonly listenOnly: boolean;
  readonly muted: boolean;
  readonly keypadOpen: boolean;
  /** Digits sent so far, newest last, at most DIGITS_SHOWN. */
  readonly digits: string;
  /** Since when this side keeps the other on hold; null when it does not. */
  readonly heldAtMillis: number | null;
  /** The call that this one asks somebody about before a transfer. */
  readonly consultFor: CallKey | null;
  readonly transfer: Transfer | null;
  /** Several people hear each other in it. */
  readonly conference: boolean;
  readonly startedAtMillis: number;
  readonly answeredAtMillis: number | null;
  readonly endedAtMillis: number | null;
  readonly ending: CallEnding | null;
}

/** The other side is being handed to somebody else. */
export interface Transfer {
  readonly to: string;
  readonly state: 'asked' | 'ringing' | 'done' | 'failed';
  /** Of a failure: the answer of whoever was to take the call. */
  readonly status: number | null;
}

export type CallEvent =
  | {
      readonly type: 'dialled';
      readonly key: CallKey;
      readonly party: Party;
      readonly atMillis: number;
      readonly consultFor?: CallKey | null;
    }
  | {
      readonly type: 'offered';
      readonly key: CallKey;
      readonly party: Party;
      readonly called: string | null;
      readonly atMillis: number;
    }
  | { readonly type: 'microphone-refused'; readonly problem: MicrophoneProblem }
  | { readonly type: 'microphone-asked' }
  | { readonly type: 'invited'; readonly listenOnly: boolean }
  | { readonly type: 'ringing' }
  | { readonly type: 'early-media' }
  | { readonly type: 'answering' }
  | { readonly type: 'answered'; readonly atMillis: number }
  | { readonly type: 'media-connected' }
  | { readonly type: 'media-interrupted' }
  | { readonly type: 'connecting-is-slow' }
  | { readonly type: 'muted'; readonly muted: boolean }
  | { readonly type: 'keypad'; readonly open: boolean }
  | { readonly type: 'digits'; readonly digits: string }
  | { readonly type: 'held'; readonly held: boolean; readonly atMillis: number }
  | { readonly type: 'transfer'; readonly transfer: Transfer | null }
  | { readonly type: 'merged'; readonly party: Party }
  | { readonly type: 'ended'; readonly ending: CallEnding; readonly atMillis: number }
  | { readonly type: 'dismissed' };

export const DIGITS_SHOWN = 32;

export function reduceCall(call: Call | null, event: CallEvent): Call | null {
  switch (event.type) {
    case 'dialled':
      return isLive(call)
        ? call
        : {
            ...begin(event.key, 'outgoing', event.party, null, event.atMillis),
            consultFor: event.consultFor ?? null,
          };
    case 'offered':
      return isLive(call) ? call : begin(event.key, 'incoming', event.party, event.called, event.atMillis);
    case 'dismissed':
      return call?.phase === 'ended' ? null : call;
    default:
      return call === null || call.phase === 'ended' ? call : reduceLive(call, event);
  }
}

type LiveEvent = Exclude<CallEvent, { type: 'dialled' } | { type: 'offered' } | { type: 'dismissed' }>;

function reduceLive(call: Call, event: LiveEvent): Call {
  switch (event.type) {
    case 'microphone-refused':
      if (call.direction === 'incoming' && call.phase === 'connecting' && call.answeredAtMillis === null) {
        return { ...call, phase: 'incoming', problem: event.problem };
      }
      return call.phase === 'preparing' ? { ...call, problem: event.problem } : call;
    case 'microphone-asked':
      return { ...call, problem: null };
    case 'invited':
      return call.phase === 'preparing'
        ? { ...call, phase: 'calling', problem: null, listenOnly: event.listenOnly }
        : { ...call, listenOnly: event.listenOnly };
    case 'ringing':
      // A 180 after a 183 with sound must not bring the local ringing tone back.
      return call.phase === 'calling' ? { ...call, phase: 'ringing' } : call;
    case 'early-media':
      return call.phase === 'calling' || call.phase === 'ringing' ? { ...call, phase: 'early-media' } : call;
    case 'answering':
      return call.phase === 'incoming' ? { ...call, phase: 'connecting', problem: null } : call;
    case 'answered':
      return answered(call, event.atMillis);
    case 'media-connected':
      return mediaConnected(call);
    case 'media-interrupted':
      return call.mediaConnected ? { ...call, mediaInterrupted: true } : call;
    case 'connecting-is-slow':
      return call.phase === 'connecting' ? { ...call, slow: true } : call;
    case 'muted':
      return { ...call, muted: event.muted };
    case 'keypad':
      return { ...call, keypadOpen: event.open };
    case 'digits':
      return { ...call, digits: (call.digits + event.digits).slice(-DIGITS_SHOWN) };
    case 'held':
      return { ...call, heldAtMillis: event.held ? (call.heldAtMillis ?? event.atMillis) : null };
    case 'transfer':
      return { ...call, transfer: event.transfer };
    case 'merged':
      return { ...call, party: event.party, conference: true, consultFor: null };
    case 'ended':
      return { ...call, phase: 'ended', ending: event.ending, endedAtMillis: event.atMillis, keypadOpen: false };
  }
}

function answered(call: Call, atMillis: number): Call {
  if (call.answeredAtMillis !== null || call.phase === 'incoming' || call.phase === 'preparing') {
    return call;
  }
  return { ...call, phase: call.mediaConnected ? 'in-call' : 'connecting', answeredAtMillis: atMillis };
}

function mediaConnected(call: Call): Call {
  const next = { ...call, mediaConnected: true, mediaInterrupted: false, slow: false };
  return call.phase === 'connecting' && call.answeredAtMillis !== null ? { ...next, phase: 'in-call' } : next;
}

function begin(
  key: CallKey,
  direction: Call['direction'],
  party: Party,
  called: string | null,
  startedAtMillis: number,
): Call {
  return {
    key,
    direction,
    party,
    called,
    phase: direction === 'outgoing' ? 'preparing' : 'incoming',
    mediaConnected: false,
    mediaInterrupted: false,
    slow: false,
    problem: null,
    listenOnly: false,
    muted: false,
    keypadOpen: false,
    digits: '',
    heldAtMillis: null,
    consultFor: null,
    transfer: null,
    conference: false,
    startedAtMillis,
    answeredAtMillis: null,
    endedAtMillis: null,
    ending: null,
  };
}

/** A call that still occupies the phone. */
export function isLive(call: Call | null): call is Call {
  return call !== null && call.phase !== 'ended';
}

/** Digits can be sent: they are part of the sound, so there must be a path for it. */
export function takesDigits(call: Call | null): call is Call {
  return call !== null && call.mediaConnected && (call.phase === 'early-media' || call.phase === 'in-call');
}

/** Seconds from the answer to the end, or to `nowMillis`; 0 when nobody answered. */
export function durationSeconds(call: Call, nowMillis: number): number {
  if (call.answeredAtMillis === null) {
    return 0;
  }
  return Math.max(0, Math.floor(((call.endedAtMillis ?? nowMillis) - call.answeredAtMillis) / 1000));
}

export function isBeingTransferred(call: Call): boolean {
  return call.transfer !== null && call.transfer.state !== 'failed';
}

/** Given up before anything had left this page. */
export const CANCELLED_HERE: CallEnding = {
  cause: 'cancelled',
  by: 'here',
  status: null,
  phrase: null,
  reason: null,
  retryAfterSeconds: null,
  sipCallId: null,
};
