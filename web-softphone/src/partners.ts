import { isLive, type Call } from './call';
import { cleanPasted } from './number';
import type { Phone } from './phone';

/** What another page may ask; anything else is passed over. */
type Asked =
  | { readonly landline: 'hello' }
  /** Puts a number into the field; with `now` it is called at once. */
  | { readonly landline: 'dial'; readonly to: string; readonly now?: boolean };

/** What it is told. */
interface Told {
  readonly landline: 'state' | 'call';
  readonly [name: string]: unknown;
}

interface Listener {
  readonly window: MessageEventSource;
  readonly origin: string;
}

const MOST = 8;

/**
 * Pages that the configuration names, such as those of a CRM: they hold this page in a frame or have opened it, may have it
 * dial, and hear of its calls, to bring up whoever calls. docs/partners.md is their side of it.
 */
export class Partners {
  private listeners: readonly Listener[] = [];
  private told = '';
  private readonly origins: ReadonlySet<string>;

  private phone: Phone | null = null;
  private stop: (() => void) | null = null;

  constructor(origins: readonly string[], page: Window) {
    this.origins = new Set(origins);
    if (this.origins.size === 0) {
      return;
    }
    page.addEventListener('message', (event: MessageEvent) => this.heard(event));
    // Whoever holds or opened this page need not guess when it is there. Who that is we do not know yet, so nothing is said.
    for (const other of [page.opener as Window | null, page.parent === page ? null : page.parent]) {
      this.origins.forEach((origin) => other?.postMessage({ landline: 'ready' }, origin));
    }
  }

  /** This phone from now on: another tab may have had the line. */
  serve(phone: Phone): void {
    this.stop?.();
    this.phone = phone;
    this.stop = this.origins.size === 0 ? null : phone.subscribe(() => this.tellAll(phone));
  }

  private heard(event: MessageEvent): void {
    const asked = event.data as Partial<Asked> | null;
    if (
      !this.origins.has(event.origin) ||
      event.source === null ||
      this.phone === null ||
      typeof asked !== 'object' ||
      asked === null
    ) {
      return;
    }
    const known = this.listeners.some(({ window }) => window === event.source);
    if (!known && this.listeners.length < MOST && (asked.landline === 'hello' || asked.landline === 'dial')) {
      this.listeners = [...this.listeners, { window: event.source, origin: event.origin }];
      this.tell(this.listeners.at(-1)!, news(this.phone));
    }
    if (asked.landline === 'dial' && typeof asked.to === 'string') {
      dial(this.phone, cleanPasted(asked.to), asked.now === true);
    }
  }

  private tellAll(phone: Phone): void {
    const told = news(phone);
    const text = JSON.stringify(told);
    if (text !== this.told) {
      this.told = text;
      this.listeners.forEach((one) => this.tell(one, told));
      const { call } = phone.state;
      if (call?.phase === 'in-call') {
        void this.name(phone, call);
      }
    }
  }

  /** By what id the API and webhooks know the call. */
  private async name(phone: Phone, call: Call): Promise<void> {
    const id = await phone.gatewayCall(call.key);
    if (id !== null) {
      const told: Told = { landline: 'call', key: call.key, id };
      this.listeners.forEach((one) => this.tell(one, told));
    }
  }

  private tell({ window, origin }: Listener, told: Told): void {
    (window as Window).postMessage(told, origin);
  }
}

function news(phone: Phone): Told {
  const { session, line, call, calls } = phone.state;
  return {
    landline: 'state',
    signedIn: session === 'signed-in',
    line,
    front: call?.key ?? null,
    calls: calls.all.filter(isLive).map(({ key, direction, phase, party, heldAtMillis }) => ({
      key,
      direction,
      phase,
      number: party.user,
      name: party.displayName,
      held: heldAtMillis !== null,
    })),
  };
}

function dial(phone: Phone, to: string, now: boolean): void {
  if (now && phone.state.session === 'signed-in') {
    phone.dial(to);
  } else {
    phone.setEntry(to);
  }
}
