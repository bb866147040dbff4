import { isLive, reduceCall, type Call, type CallEvent } from './call';
import type { CallKey } from './sip-port';
import { soundFor, type Sound } from './tones';

/** All calls of this phone, the oldest first, and the one that the stage shows. */
export interface CallSet {
  readonly all: readonly Call[];
  readonly front: CallKey | null;
}

export const NO_CALLS: CallSet = { all: [], front: null };

/** More lines than a person can keep apart; a further caller hears busy. */
export const MOST_CALLS = 4;

export function callOf(set: CallSet, key: CallKey | null): Call | null {
  return set.all.find((call) => call.key === key) ?? null;
}

export function frontOf(set: CallSet): Call | null {
  return callOf(set, set.front);
}

/** A caller who waits while another call is in front; the one who has waited longest. */
export function waitingOf(set: CallSet): Call | null {
  return set.all.find((call) => call.phase === 'incoming' && call.key !== set.front) ?? null;
}

/** Calls that stand beside the one in front: on hold, or being set up. */
export function othersOf(set: CallSet): readonly Call[] {
  return set.all.filter((call) => call.key !== set.front && isLive(call) && call.phase !== 'incoming');
}

/** Two calls that can be brought together: the one in front and one on hold, both answered. */
export function partnerOf(set: CallSet): Call | null {
  const front = frontOf(set);
  return front?.phase === 'in-call' ? (othersOf(set).find((call) => call.phase === 'in-call') ?? null) : null;
}

/** What happens to one call, and what follows for which call is in front. Events for unknown calls change nothing. */
export function reduceCalls(set: CallSet, key: CallKey, event: CallEvent): CallSet {
  const before = callOf(set, key);
  const after = reduceCall(before, event);
  if (after === before) {
    return set;
  }
  if (before === null) {
    return begun(set, after!);
  }
  const all = set.all.flatMap((call) => (call !== before ? [call] : after === null ? [] : [after]));
  return settled({ all, front: set.front }, key);
}

function begun(set: CallSet, call: Call): CallSet {
  // The last words about a call that is over make room for the next one.
  const all = [...set.all.filter(isLive), call];
  const front = callOf(set, set.front);
  const takesTheStage = call.direction === 'outgoing' || !isLive(front);
  return { all, front: takesTheStage ? call.key : set.front };
}

/** A call that is over is shown to its end only when nobody else is there. */
function settled(set: CallSet, changed: CallKey): CallSet {
  const call = callOf(set, changed);
  if (call !== null && call.phase !== 'ended') {
    return set;
  }
  const live = set.all.filter(isLive);
  if (live.length === 0) {
    return call === null ? { all: live, front: null } : { all: [call], front: call.key };
  }
  const front = changed === set.front ? next(live, call) : set.front;
  return { all: live, front };
}

/** After a question to somebody else the call that it was about comes back, else the newest. */
function next(live: readonly Call[], over: Call | null): CallKey {
  const subject = over === null ? null : over.consultFor;
  const asked = live.find((call) => call.key === subject);
  const answered = live.filter((call) => call.phase !== 'incoming');
  return (asked ?? answered.at(-1) ?? live.at(-1)!).key;
}

/** Puts another call in front. */
export function bringToFront(set: CallSet, key: CallKey): CallSet {
  return isLive(callOf(set, key)) ? { ...set, front: key } : set;
}

/** Whoever waits is announced by a short beep: a full ring would drown the one who is speaking. */
export function soundOf(set: CallSet): Sound {
  const sound = soundFor(frontOf(set));
  return sound === 'none' && waitingOf(set) !== null ? 'waiting' : sound;
}
