import { describe, expect, it } from 'vitest';
import { reduceCall, type Call } from '../src/call';
import { endingDetails, endingWords, lineWords, parseReason, registrationWords } from '../src/failure-words';
import { audioConstraints, microphoneProblem, USUAL_TREATMENT } from '../src/microphone';
import type { CallEnding } from '../src/sip-port';
import { speak, t } from '../src/words/words';
import { ending } from './fakes';

function endedCall(facts: Partial<CallEnding>, direction: 'outgoing' | 'incoming' = 'outgoing'): Call {
  const party = { user: '100', displayName: null };
  const type = direction === 'outgoing' ? 'dialled' : 'offered';
  const call = reduceCall(null, { type, key: 'k', party, called: null, atMillis: 0 });
  return reduceCall(call, { type: 'ended', ending: ending(facts), atMillis: 1 })!;
}

const refused = (status: number, more: Partial<CallEnding> = {}) =>
  endingWords(endedCall({ cause: 'refused', status, phrase: 'Phrase', ...more }));

describe('a refused call', () => {
  it('is explained in the language of the page, the gateway’s English sentence notwithstanding', async () => {
    await speak('de');
    const busy = refused(486, { reason: { protocol: 'Q.850', cause: 17, text: 'The line is busy.' } });
    await speak('en');
    expect([busy.title, busy.hint]).toEqual(['Besetzt', 'Versuchen Sie es gleich noch einmal.']);
  });

  it('is explained by its status in another language where only the gateway knows the cause', async () => {
    await speak('de');
    const late = refused(408, { reason: { protocol: 'Q.850', cause: 102, text: 'No reply' } });
    await speak('en');
    expect(late.title).toBe('Keine Antwort');
  });

  it('has the remedy of its status where its cause has none', () => {
    const late = refused(408, { reason: { protocol: 'Q.850', cause: 102, text: 'No reply' } });
    expect([late.title, late.hint]).toEqual(['No reply', 'Nobody answered in time. Try again later.']);
  });

  it.each([
    [404, 'This number does not exist'],
    [486, 'Busy'],
    [600, 'Busy'],
    [480, 'Not available right now'],
    [408, 'No reply'],
    [403, 'Not allowed'],
    [484, 'The number looks too short'],
    [488, 'No common audio format'],
    [500, 'The phone company had a fault'],
    [503, 'All lines are in use'],
    [603, 'Declined'],
    [607, 'Blocked as unwanted'],
    [402, 'Out of credit'],
    [482, 'Forwarded in a circle'],
  ])('%i reads "%s"', (status, title) => {
    expect(refused(status)).toMatchObject({ title, problem: true });
  });

  it('has words for every status there can be', () => {
    for (let status = 300; status < 700; status += 1) {
      const words = refused(status);
      expect(words.title).not.toMatch(/undefined|null|\d/);
      expect(words.title.length).toBeGreaterThan(3);
    }
  });

  it('prefers the Q.850 cause because it says more', () => {
    const reason = { protocol: 'Q.850', cause: 19, text: null } as const;
    expect(refused(480, { reason }).title).toBe('Nobody answered');
    expect(refused(480, { reason: { ...reason, cause: 126 } }).title).toBe('Not available right now');
    const sentence = { protocol: 'Q.850', cause: 21, text: 'International calls are not allowed here' } as const;
    expect(refused(403, { reason: sentence }).title).toBe('International calls are not allowed here');
    expect(refused(480, { reason: { protocol: 'SIP', cause: 486, text: null } }).title).toBe('Not available right now');
  });

  it('names the waiting time when the far side gave one', () => {
    expect(refused(503, { retryAfterSeconds: 30 }).hint).toBe('Try again in 30 s.');
  });
});

describe('the end of a call', () => {
  it('is no problem when somebody hung up', () => {
    expect(endingWords(endedCall({ by: 'there' }))).toEqual({
      title: 'Call ended',
      hint: 'The other side hung up.',
      problem: false,
    });
    expect(endingWords(endedCall({ by: 'here' })).hint).toBeNull();
  });

  it('is a problem when a BYE carries a fault', () => {
    const words = endingWords(endedCall({ reason: { protocol: 'Q.850', cause: 41, text: null } }));
    expect(words).toMatchObject({ title: 'The phone network had a short fault', problem: true });
  });

  it('tells a missed call from one answered elsewhere', () => {
    const cancelled = { cause: 'cancelled' } as const;
    expect(endingWords(endedCall(cancelled, 'incoming')).title).toBe('Missed call');
    const reason = { protocol: 'SIP', cause: 200, text: 'Call completed elsewhere' } as const;
    expect(endingWords(endedCall({ ...cancelled, reason }, 'incoming')).title).toBe('Answered elsewhere');
    expect(endingWords(endedCall(cancelled)).title).toBe('Call cancelled');
  });

  it('blames the network when the sound never came, and says otherwise when it was lost', () => {
    const never = endedCall({ cause: 'media-failed', by: 'here' });
    expect(endingWords(never).title).toBe('Your network blocks calls');
    expect(endingWords({ ...never, mediaConnected: true }).title).toBe('The sound connection was lost');
  });

  it('keeps code, reason and Call-ID for support', () => {
    const reason = { protocol: 'Q.850', cause: 17, text: 'User busy' } as const;
    const call = endedCall({ cause: 'refused', status: 486, phrase: 'Busy Here', reason });
    expect(endingDetails(call).map(({ id, value }) => [id, value])).toEqual([
      ['number', '1486'],
      ['code', '486 Busy Here'],
      ['cause', 'Q.850 17 (User busy)'],
      ['by', 'the other side'],
      ['call-id', 'call-id'],
    ]);
    expect(endingDetails(endedCall({ sipCallId: null }))[0]?.value).toBe('none');
  });
});

describe('the Reason header', () => {
  it('is read with and without text, Q.850 first', () => {
    expect(parseReason(['SIP;cause=486;text="Busy", Q.850;cause=17;text="User \\"busy\\", really"'])).toEqual({
      protocol: 'Q.850',
      cause: 17,
      text: 'User "busy", really',
    });
    expect(parseReason(['SIP ;cause=200 ;text="Call completed elsewhere"'])).toEqual({
      protocol: 'SIP',
      cause: 200,
      text: 'Call completed elsewhere',
    });
    expect(parseReason(['q.850;cause=16'])).toEqual({ protocol: 'Q.850', cause: 16, text: null });
  });

  it.each([[[]], [['']], [['Q.850']], [['Q.850;cause=abc']], [[';;;']]])('%j is no reason', (headers) => {
    expect(parseReason(headers)).toBeNull();
  });
});

describe('sign-in, line and microphone', () => {
  it('say what to do', () => {
    expect(registrationWords(403).title).toBe('Wrong user name or password');
    expect(registrationWords(null).title).toBe('The phone service does not answer');
    expect(registrationWords(500).title).toContain('500');
    expect(lineWords(false, 1006)).toBe('No internet connection. We keep trying.');
    expect(lineWords(true, 1006)).toContain('1006');
  });

  it.each([
    ['NotAllowedError', 'blocked'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'in-use'],
    ['OverconstrainedError', 'gone'],
    ['InsecurePage', 'insecure-page'],
    ['TypeError', 'unknown'],
  ])('%s is %s and has a remedy', (name, kind) => {
    const problem = microphoneProblem(name);
    expect(problem.kind).toBe(kind);
    expect(t(`microphone.${problem.kind}-remedy`).length).toBeGreaterThan(10);
  });

  it('switches all processing off for raw audio', () => {
    expect(Object.values(audioConstraints({ ...USUAL_TREATMENT, rawAudio: true }))).toEqual([false, false, false]);
    expect(Object.values(audioConstraints(USUAL_TREATMENT))).toEqual([true, true, true]);
    expect(audioConstraints({ ...USUAL_TREATMENT, noiseSuppression: false })).toMatchObject({
      echoCancellation: true,
      noiseSuppression: false,
    });
  });
});
