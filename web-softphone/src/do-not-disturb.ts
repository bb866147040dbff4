import type { Api } from './api/api';
import type { EventFeed } from './api/events';
import type { CallRecord, CallSettings } from './api/types';
import type { RecentCall } from './recents';

const PATH = '/me/call-settings';

/**
 * Do not disturb, which the gateway does: it holds in every tab, and after the last one is closed. The page never hears
 * of the calls then, so it takes them from the feed for its list.
 */
export class DoNotDisturb {
  private user: string | null = null;
  private stop: (() => void) | null = null;

  constructor(
    private readonly api: Api,
    private readonly events: EventFeed,
    private readonly missed: (call: RecentCall) => void,
  ) {}

  /** Who is signed in; tells what the gateway knows, if it says so. */
  async of(user: string, known: (on: boolean) => void): Promise<void> {
    this.user = user;
    try {
      const { doNotDisturb } = await this.api.get<CallSettings>(PATH);
      this.listen(doNotDisturb);
      known(doNotDisturb);
    } catch {
      // The page turns calls away by itself then.
    }
  }

  async set(on: boolean): Promise<void> {
    this.listen(on && this.user !== null);
    if (this.user === null) {
      return;
    }
    try {
      const now = await this.api.get<CallSettings>(PATH);
      await this.api.send('PUT', PATH, { ...now, doNotDisturb: on });
    } catch {
      // See above.
    }
  }

  /** Nobody is signed in any more. */
  over(): void {
    this.user = null;
    this.listen(false);
  }

  private listen(on: boolean): void {
    if (!on) {
      this.stop?.();
      this.stop = null;
    } else {
      this.stop ??= this.events.on('ended', (call) => this.heard(call));
    }
  }

  private heard(call: CallRecord): void {
    if (call.callee.account === this.user && call.outcome !== 'answered') {
      this.missed({
        user: call.caller.account ?? call.caller.address,
        displayName: call.caller.name === '' ? null : call.caller.name,
        direction: 'incoming',
        outcome: 'missed',
        atMillis: Date.parse(call.started),
        seconds: 0,
      });
    }
  }
}
