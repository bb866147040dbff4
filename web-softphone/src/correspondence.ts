import { addRecent, loadRecents, saveRecents, type RecentCall } from './recents';
import type { SettingsStore } from './settings';
import type { Party, SipPort } from './sip-port';
import { loadTexts, LONGEST_TEXT, readBy, saveTexts, settled, withText, type Conversation } from './texts';

export interface Kept {
  readonly recents: readonly RecentCall[];
  readonly texts: readonly Conversation[];
}

/** What this browser keeps for whoever is signed in: the calls of late, and what was written. */
export class Correspondence {
  private user: string | null = null;
  private kept: Kept = { recents: [], texts: [] };
  /** The conversation that is being looked at. */
  private open: string | null = null;

  constructor(
    private readonly port: SipPort,
    private readonly settings: SettingsStore,
    private readonly changed: (kept: Kept) => void,
  ) {}

  of(user: string): void {
    this.user = user;
    this.show({ recents: loadRecents(this.settings, user), texts: loadTexts(this.settings, user) });
  }

  over(): void {
    this.user = null;
    this.open = null;
    this.show({ recents: [], texts: [] });
  }

  called(recent: RecentCall): void {
    const recents = addRecent(this.kept.recents, recent);
    this.show({ ...this.kept, recents });
    if (this.user !== null) {
      saveRecents(this.settings, this.user, recents);
    }
  }

  missed(party: Party): void {
    const heardBusy = { direction: 'incoming', outcome: 'missed', atMillis: Date.now(), seconds: 0 } as const;
    this.called({ user: party.user, displayName: party.displayName, ...heardBusy });
  }

  send(to: string, text: string): void {
    const written = text.trim().slice(0, LONGEST_TEXT);
    if (this.user === null || written === '' || to === '') {
      return;
    }
    const id = crypto.randomUUID();
    const mine = { id, mine: true, text: written, atMillis: Date.now(), state: 'sending' } as const;
    this.keep(withText(this.kept.texts, to, mine, true));
    this.port.sendText(to, written, (sent) => this.keep(settled(this.kept.texts, id, sent ? 'sent' : 'failed')));
  }

  heard(from: Party, text: string): void {
    const theirs = { id: crypto.randomUUID(), mine: false, text, atMillis: Date.now(), state: 'sent' } as const;
    this.keep(withText(this.kept.texts, from.user, theirs, this.open === from.user));
  }

  /** Somebody looks at this conversation from now on; null is at none. */
  read(user: string | null): void {
    this.open = user;
    const texts = user === null ? this.kept.texts : readBy(this.kept.texts, user);
    if (texts !== this.kept.texts) {
      this.keep(texts);
    }
  }

  private keep(texts: readonly Conversation[]): void {
    this.show({ ...this.kept, texts });
    if (this.user !== null) {
      saveTexts(this.settings, this.user, texts);
    }
  }

  private show(kept: Kept): void {
    this.kept = kept;
    this.changed(kept);
  }
}
