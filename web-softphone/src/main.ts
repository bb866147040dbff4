import { HttpApi } from './api/api';
import { EventFeed } from './api/events';
import { HttpSession } from './api/session';
import { loadConfig } from './config';
import { JssipPort } from './jssip-port';
import { start } from './start';

const api = new HttpApi(new URL('.', window.location.href));
start({
  config: await loadConfig(window.location),
  api,
  session: new HttpSession(api),
  events: new EventFeed(api.address('/events')),
  port: new JssipPort(),
  mayChange: (csrfToken) => (api.csrfToken = csrfToken),
  locks: navigator.locks,
});
