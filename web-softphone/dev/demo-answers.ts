import type { CallDetails, CallRecord, Me, Overview, Side } from '../src/api/types';
import type { FakeApi } from './fake-api';

export const ME: Me = {
  user: 'alice',
  displayName: 'Alice Andrews',
  role: 'supervisor',
  callerId: '+442079460100',
  numbers: ['+442079460100'],
  mayRecord: true,
  csrfToken: 'only-for-pictures-0123',
};

const alice: Side = { address: 'alice', name: 'Alice Andrews', account: 'alice', trunk: null };
const grace: Side = { address: '+12125550123', name: 'Grace Hopper', account: null, trunk: 'carrier' };
const number: Side = { address: '+442079460958', name: '', account: null, trunk: 'carrier' };

function call(id: string, change: Partial<CallRecord>): CallRecord {
  return {
    id,
    direction: 'inbound',
    outcome: 'answered',
    caller: grace,
    callee: alice,
    started: '2026-11-26T09:12:00Z',
    answered: '2026-11-26T09:12:08Z',
    ended: '2026-11-26T09:16:15Z',
    waitSeconds: 8,
    talkSeconds: 247,
    failure: null,
    quality: { number: 3000, message: 'Both sides were heard well.', callerMos: 4.3, calleeMos: 4.2 },
    tags: [],
    assignment: null,
    noteCount: 0,
    recordingCount: 0,
    ...change,
  };
}

const CALLS: readonly CallRecord[] = [
  call('c1', { tags: ['sales', 'follow up'], noteCount: 1, recordingCount: 1 }),
  call('c2', {
    caller: number,
    outcome: 'missed',
    talkSeconds: 0,
    failure: { number: 1008, message: 'Nobody answered.' },
  }),
  call('c3', { direction: 'outbound', caller: alice, callee: number, talkSeconds: 12 }),
  call('c4', {
    direction: 'outbound',
    caller: alice,
    callee: grace,
    outcome: 'busy',
    talkSeconds: 0,
    failure: { number: 1486, message: 'The other side is busy.' },
  }),
];

const DETAILS: CallDetails = {
  ...CALLS[0]!,
  notes: [
    { id: 1, author: 'alice', text: 'Wants an offer for twelve lines by Friday.', created: '2026-11-26T09:17:00Z' },
  ],
  recordings: [{ id: 'r1', state: 'deleted', started: '2026-11-26T09:12:10Z', seconds: 245, message: '' }],
};

const OVERVIEW: Overview = {
  callsNow: 0,
  total: 42,
  inbound: 25,
  outbound: 17,
  answered: 36,
  missed: 4,
  averageWaitSeconds: 9.4,
  averageTalkSeconds: 251,
  step: 'hour',
  evolution: Array.from({ length: 24 }, (_, hour) => {
    const total = hour < 7 || hour > 18 ? 0 : 2 + ((hour * 7) % 5);
    const begin = `2026-11-26T${String(hour).padStart(2, '0')}:00:00Z`;
    return {
      begin,
      total,
      inbound: total,
      answered: Math.max(0, total - (hour % 3 === 0 ? 1 : 0)),
      missed: hour % 3 === 0 && total > 0 ? 1 : 0,
    };
  }),
};

/** What the API says in pictures. */
export function demoAnswers(api: FakeApi): void {
  api.answers.set('/calls', { calls: CALLS, next: 'c4' });
  api.answers.set('/calls/c1', DETAILS);
  api.answers.set('/calls/current', { id: 'c1' });
  api.answers.set('/calls/c1/recording', { state: 'off' });
  api.answers.set('PUT /calls/c1/recording', (body: unknown) => body);
  api.answers.set('/contacts', {
    contacts: [
      {
        id: 1,
        shared: false,
        name: 'Grace Hopper',
        company: 'Navy',
        numbers: [{ label: 'work', number: '+12125550123' }],
      },
      { id: 2, shared: true, name: 'Reception', company: '', numbers: [{ label: '', number: '+442079460958' }] },
    ],
    more: false,
  });
  api.answers.set('/me/call-settings', {
    doNotDisturb: false,
    forward: { always: null, busy: '+442079460958', noAnswer: '+442079460958', notSignedIn: null },
    ringSeconds: 20,
  });
  api.answers.set('/overview', OVERVIEW);
  api.answers.set('/colleagues', {
    colleagues: [
      { user: 'alice', displayName: 'Alice Andrews', numbers: [], availability: 'available' },
      { user: 'bob', displayName: 'Bob Brown', numbers: [], availability: 'in-call' },
    ],
  });
}
