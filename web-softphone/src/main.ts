import { HttpApi } from './api/api';
import { EventFeed } from './api/events';
import { HttpSession } from './api/session';
import { loadConfig } from './config';
import { JssipPort } from './jssip-port';
import { start } from './start';

const api = new HttpApi(new URL('.', window.location.href));
start(
  await loadConfig(window.location),
  api,
  new HttpSession(api),
  new EventFeed(api.address('/events')),
  new JssipPort(),
);
