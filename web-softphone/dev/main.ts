import { readConfig } from '../src/config';
import { microphoneProblem, type Microphone } from '../src/microphone';
import { start } from '../src/start';
import { EventFeed } from '../src/api/events';
import { demoAnswers, ME } from './demo-answers';
import { FakeApi } from './fake-api';
import { FakePort } from './fake-port';
import { FakeSession } from './fake-session';

const demo = {
  accounts: [
    { user: 'alice', password: 'demo', displayName: 'Alice Andrews' },
    { user: 'bob', password: 'demo', displayName: 'Bob Brown' },
  ],
  numbers: [
    { number: '100', title: 'Echo', description: 'Says back what you say, right away' },
    { number: '101', title: 'Test tone', description: 'A steady tone of 1004 Hz' },
    { number: '102', title: 'Menu', description: 'Press the digits you are asked for' },
    { number: '103', title: 'Busy line', description: 'Always in another call' },
    { number: '104', title: 'Nobody home', description: 'Rings and rings' },
    { number: '105', title: 'Announcement', description: 'A recorded message before the call fails' },
    { number: '106', title: 'Call me back', description: 'Hangs up and rings you three seconds later' },
  ],
};

const query = new URLSearchParams(window.location.search);
const silence = () => new AudioContext().createMediaStreamDestination().stream;
const microphone: Microphone = {
  open: async () =>
    query.has('microphone')
      ? { ok: false, problem: microphoneProblem(query.get('microphone') ?? '') }
      : { ok: true, stream: silence() },
  silence,
};
const port = new FakePort();
const api = new FakeApi();
demoAnswers(api);
const events = new EventFeed('', () => ({ addEventListener: () => undefined, onerror: null, close: () => undefined }));
const session = new FakeSession(query.has('no-session') ? null : ME);
const config = readConfig(query.has('plain') ? {} : { demo }, window.location);
if (query.has('kept')) {
  const dialog = { callId: 'kept', localTag: 'here', remoteTag: 'there' };
  const party = { user: '+442079460958', displayName: 'Grace Hopper' };
  const call = { dialog, party, direction: 'outgoing', answeredAtMillis: 0, leftAtMillis: Date.now() };
  sessionStorage.setItem('landline.calls', JSON.stringify([call]));
}
if (query.has('resuming')) {
  localStorage.setItem('landline.session', 'alice');
}
const { phone } = start({ config, api, session, events, port, microphone });
Object.assign(window, { port, api, phone });
