import { describe, expect, it } from 'vitest';
import { DIGITS_SHOWN, durationSeconds, isLive, reduceCall, takesDigits, type Call, type CallEvent } from '../src/call';
import { microphoneProblem } from '../src/microphone';
import { ending } from './fakes';

const PARTY = { user: '100', displayName: null };
const DIALLED: CallEvent = { type: 'dialled', key: 'out-1', party: PARTY, atMillis: 1000 };
const OFFERED: CallEvent = { type: 'offered', key: 'in-1', party: PARTY, called: null, atMillis: 1000 };
const INVITED: CallEvent = { type: 'invited', listenOnly: false };
const ANSWERED: CallEvent = { type: 'answered', atMillis: 5000 };
const OVER: CallEvent = { type: 'ended', ending: ending({}), atMillis: 9000 };

function after(...events: CallEvent[]): Call | null {
  return events.reduce<Call | null>(reduceCall, null);
}

function phases(...events: CallEvent[]): (string | undefined)[] {
  let call: Call | null = null;
  return events.map((event) => (call = reduceCall(call, event))?.phase);
}

describe('an outgoing call', () => {
  it('goes from the microphone to the last word', () => {
    expect(
      phases(DIALLED, INVITED, { type: 'ringing' }, ANSWERED, { type: 'media-connected' }, OVER, { type: 'dismissed' }),
    ).toEqual(['preparing', 'calling', 'ringing', 'connecting', 'in-call', 'ended', undefined]);
  });

  it('keeps early media when a 180 follows the 183', () => {
    expect(phases(DIALLED, INVITED, { type: 'early-media' }, { type: 'ringing' })).toEqual([
      'preparing',
      'calling',
      'early-media',
      'early-media',
    ]);
  });

  it('is in the call at once when the answer comes after the sound', () => {
    const call = after(DIALLED, INVITED, { type: 'early-media' }, { type: 'media-connected' }, ANSWERED);
    expect(call?.phase).toBe('in-call');
    expect(durationSeconds(call!, 65_000)).toBe(60);
  });

  it('waits in preparing while the microphone is refused', () => {
    const problem = microphoneProblem('NotAllowedError');
    const refused = after(DIALLED, { type: 'microphone-refused', problem });
    expect(refused).toMatchObject({ phase: 'preparing', problem });
    expect(reduceCall(refused, { type: 'microphone-asked' })?.problem).toBeNull();
    expect(reduceCall(refused, { type: 'invited', listenOnly: true })).toMatchObject({
      phase: 'calling',
      listenOnly: true,
      problem: null,
    });
  });

  it('does not count as answered before the INVITE left', () => {
    expect(after(DIALLED, ANSWERED)?.phase).toBe('preparing');
  });
});

describe('an incoming call', () => {
  it('connects after answering', () => {
    expect(phases(OFFERED, { type: 'answering' }, ANSWERED, { type: 'media-connected' })).toEqual([
      'incoming',
      'connecting',
      'connecting',
      'in-call',
    ]);
  });

  it('is not in the call when sound comes before the answer left', () => {
    expect(after(OFFERED, { type: 'answering' }, { type: 'media-connected' })?.phase).toBe('connecting');
  });

  it('rings on when the microphone is refused', () => {
    const call = after(
      OFFERED,
      { type: 'answering' },
      {
        type: 'microphone-refused',
        problem: microphoneProblem('NotFoundError'),
      },
    );
    expect(call).toMatchObject({ phase: 'incoming', problem: { kind: 'missing' } });
  });
});

describe('any call', () => {
  it('is not replaced by another one while it lives', () => {
    const call = after(DIALLED, INVITED);
    expect(reduceCall(call, OFFERED)).toBe(call);
    expect(reduceCall(call, { ...DIALLED, key: 'out-2' })).toBe(call);
    expect(reduceCall(after(DIALLED, INVITED, OVER), OFFERED)?.key).toBe('in-1');
  });

  it('stays ended whatever comes late', () => {
    const over = after(DIALLED, INVITED, OVER);
    for (const late of [ANSWERED, { type: 'media-connected' }, { type: 'ringing' }, OVER] as CallEvent[]) {
      expect(reduceCall(over, late)).toBe(over);
    }
    expect(isLive(over)).toBe(false);
  });

  it('is dismissed only when it is over', () => {
    const call = after(DIALLED, INVITED);
    expect(reduceCall(call, { type: 'dismissed' })).toBe(call);
    expect(reduceCall(null, { type: 'ringing' })).toBeNull();
  });

  it('shows an interruption and its end', () => {
    const call = after(DIALLED, INVITED, ANSWERED, { type: 'media-connected' }, { type: 'media-interrupted' });
    expect(call).toMatchObject({ phase: 'in-call', mediaInterrupted: true });
    expect(reduceCall(call, { type: 'media-connected' })?.mediaInterrupted).toBe(false);
    expect(after(DIALLED, INVITED, { type: 'media-interrupted' })?.mediaInterrupted).toBe(false);
  });

  it('takes digits only where there is a path for sound', () => {
    expect(takesDigits(after(DIALLED, INVITED, { type: 'early-media' }))).toBe(false);
    expect(takesDigits(after(DIALLED, INVITED, { type: 'early-media' }, { type: 'media-connected' }))).toBe(true);
    expect(takesDigits(after(DIALLED, INVITED, ANSWERED))).toBe(false);
    expect(takesDigits(after(DIALLED, INVITED, ANSWERED, { type: 'media-connected' }))).toBe(true);
    expect(takesDigits(null)).toBe(false);
  });

  it('keeps the newest digits', () => {
    const digits = '1234567890'.repeat(5);
    expect(after(DIALLED, { type: 'digits', digits })?.digits).toBe(digits.slice(-DIGITS_SHOWN));
  });

  it('closes the keypad at its end and lasts as long as it was answered', () => {
    const call = after(DIALLED, INVITED, ANSWERED, { type: 'media-connected' }, { type: 'keypad', open: true }, OVER);
    expect(call).toMatchObject({ keypadOpen: false, endedAtMillis: 9000 });
    expect(durationSeconds(call!, 99_000)).toBe(4);
    expect(durationSeconds(after(DIALLED, INVITED, OVER)!, 99_000)).toBe(0);
  });

  it('is called slow only while it connects', () => {
    expect(after(DIALLED, INVITED, ANSWERED, { type: 'connecting-is-slow' })?.slow).toBe(true);
    expect(after(DIALLED, INVITED, { type: 'connecting-is-slow' })?.slow).toBe(false);
  });
});
