import type { Api } from './api/api';
import type { EventFeed } from './api/events';
import type { Session } from './api/session';
import type { GatewayConfig } from './config';
import { BrowserMicrophone, type Microphone } from './microphone';
import { tieToPage } from './page';
import { Phone } from './phone';
import { PageRemoteAudio } from './remote-audio';
import { KeptCalls } from './kept-calls';
import { pageStorage, SettingsStore, tabStorage } from './settings';
import type { SipPort } from './sip-port';
import { WebAudioTones } from './tones';
import { App } from './views/app';

/** The whole wiring of the page, by hand. */
export function start(
  config: GatewayConfig,
  api: Api,
  session: Session,
  events: EventFeed,
  port: SipPort,
  microphone: Microphone = new BrowserMicrophone(),
): Phone {
  const phone = new Phone({
    api,
    session,
    events,
    port,
    microphone,
    tones: new WebAudioTones(),
    remoteAudio: new PageRemoteAudio(document.body),
    settings: new SettingsStore(pageStorage(), window.location.search, navigator.languages),
    config,
    keptCalls: new KeptCalls(tabStorage()),
  });
  tieToPage(phone, window);
  const app = new App();
  app.phone = phone;
  document.getElementById('landline')?.replaceWith(app);
  phone.resume();
  return phone;
}
