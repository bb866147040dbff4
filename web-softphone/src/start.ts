import type { Api } from './api/api';
import { answerByItself } from './auto-answer';
import type { EventFeed } from './api/events';
import type { Session } from './api/session';
import type { GatewayConfig } from './config';
import { KeptCalls, type KeptCall } from './kept-calls';
import { BrowserMicrophone, type Microphone } from './microphone';
import { notifyOfCalls } from './notifications';
import { showOnPage, tieToPage } from './page';
import { Partners } from './partners';
import { LeadingPhone, signedOut, type Phone } from './phone';
import { PageRemoteAudio } from './remote-audio';
import { pageStorage, SettingsStore, tabStorage } from './settings';
import type { SipPort } from './sip-port';
import { FollowingPhone } from './tabs/follower';
import { takeTurns } from './tabs/lead';
import { Leader } from './tabs/leader';
import type { TabChannel } from './tabs/messages';
import { WebAudioTones } from './tones';
import { App } from './views/app';

export interface PageParts {
  readonly config: GatewayConfig;
  readonly api: Api;
  readonly session: Session;
  readonly events: EventFeed;
  readonly port: SipPort;
  readonly microphone?: Microphone;
  /** Lets changes of this tab through on the REST side. */
  readonly mayChange?: (csrfToken: string | null) => void;
  /** Without them the page knows no other tabs, and has no service worker. */
  readonly locks?: LockManager | undefined;
}

/** The whole wiring of the page, by hand. */
export function start(parts: PageParts): App {
  const { config, api, events } = parts;
  const settings = new SettingsStore(pageStorage(), window.location.search, navigator.languages);
  const channel = parts.locks === undefined ? null : tabChannel();
  const app = new App();
  const partners = new Partners(config.partners, window);
  let following: FollowingPhone | null = null;
  let inherited: readonly KeptCall[] = [];

  const show = (phone: Phone) => {
    app.phone = phone;
    showOnPage(phone, window);
    partners.serve(phone);
    if (!app.isConnected) {
      document.getElementById('landline')?.replaceWith(app);
    }
  };
  const lead = () => {
    following?.end();
    const phone = new LeadingPhone({
      ...parts,
      microphone: parts.microphone ?? new BrowserMicrophone(),
      tones: new WebAudioTones(),
      remoteAudio: new PageRemoteAudio(document.body),
      settings,
      keptCalls: new KeptCalls(tabStorage()),
    });
    if (parts.locks !== undefined) {
      notifyOfCalls(phone, window);
    }
    answerByItself(phone);
    tieToPage(phone, window, channel === null ? null : new Leader(phone, channel));
    if (inherited.length > 0) {
      phone.inherit(inherited);
    }
    show(phone);
    phone.resume();
  };
  const follow = () => {
    const first = { ...signedOut(config, settings), session: 'resuming' } as const;
    const mayChange = parts.mayChange ?? (() => undefined);
    following = new FollowingPhone({
      api,
      events,
      settings,
      channel: channel!,
      first,
      mayChange,
      inherited: (kept) => (inherited = kept),
    });
    show(following);
  };
  takeTurns(parts.locks, lead, follow);
  return app;
}

function tabChannel(): TabChannel {
  return new BroadcastChannel('landline-phone') as TabChannel;
}
