import type { CallRecord, CallSound, Colleague, LiveCall } from './types';

/** What the gateway tells while it happens. */
export interface EventTypes {
  readonly snapshot: { readonly calls: readonly LiveCall[]; readonly colleagues: readonly Colleague[] };
  readonly call: LiveCall;
  readonly ended: CallRecord;
  readonly presence: { readonly user: string; readonly availability: Colleague['availability'] };
  readonly sound: CallSound;
  readonly recording: { readonly call: string; readonly id: string; readonly state: string };
}

export type EventName = keyof EventTypes;

const NAMES: readonly EventName[] = ['snapshot', 'call', 'ended', 'presence', 'sound', 'recording'];
const FIRST_WAIT_MILLIS = 2_000;
const LONGEST_WAIT_MILLIS = 30_000;

/** The part of the browser's EventSource that is used here; tests put their own in its place. */
export interface EventStream {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  onerror: ((event: Event) => void) | null;
  close(): void;
}

/** The event stream, as long as somebody listens. It comes back by itself, and then begins with a new snapshot. */
export class EventFeed {
  private readonly listeners = new Map<EventName, Set<(data: never) => void>>();
  private stream: EventStream | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waitMillis = FIRST_WAIT_MILLIS;

  constructor(
    private readonly address: string,
    private readonly open: (address: string) => EventStream = (url) => new EventSource(url),
  ) {}

  /** Returns the function that stops listening. */
  on<N extends EventName>(name: N, listener: (data: EventTypes[N]) => void): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set);
    set.add(listener as (data: never) => void);
    if (this.stream === null && this.timer === undefined) {
      this.connect();
    }
    return () => {
      set.delete(listener as (data: never) => void);
      if ([...this.listeners.values()].every((some) => some.size === 0)) {
        this.stop();
      }
    };
  }

  private connect(): void {
    this.timer = undefined;
    const stream = this.open(this.address);
    this.stream = stream;
    for (const name of NAMES) {
      stream.addEventListener(name, (event) => this.heard(name, event.data));
    }
    stream.onerror = () => this.again();
  }

  private heard(name: EventName, text: string): void {
    this.waitMillis = FIRST_WAIT_MILLIS;
    let data: never;
    try {
      data = JSON.parse(text) as never;
    } catch {
      return; // Half an event: the stream was cut, and comes back with a snapshot.
    }
    this.listeners.get(name)?.forEach((listener) => listener(data));
  }

  private again(): void {
    this.stream?.close();
    this.stream = null;
    if (this.timer === undefined) {
      this.timer = setTimeout(() => this.connect(), this.waitMillis);
      this.waitMillis = Math.min(this.waitMillis * 2, LONGEST_WAIT_MILLIS);
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stream?.close();
    this.stream = null;
  }
}
