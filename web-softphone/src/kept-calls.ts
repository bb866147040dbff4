import { isLive, type Call } from './call';
import type { Dialog, Party } from './sip-port';

/** A call as a page leaves it behind when it is loaded again: enough to ask the gateway for it. */
export interface KeptCall {
  readonly dialog: Dialog;
  readonly party: Party;
  readonly direction: Call['direction'];
  readonly answeredAtMillis: number;
  readonly leftAtMillis: number;
}

const KEY = 'landline.calls';
const MOST = 8;

/** The answered ones among these calls. */
export function keptOf(
  calls: readonly Call[],
  dialogOf: (call: Call) => Dialog | null,
  nowMillis: number,
): readonly KeptCall[] {
  const kept = calls.filter(isLive).flatMap((call): KeptCall[] => {
    const { party, direction, answeredAtMillis } = call;
    const dialog = answeredAtMillis === null ? null : dialogOf(call);
    return dialog === null || answeredAtMillis === null
      ? []
      : [{ dialog, party, direction, answeredAtMillis, leftAtMillis: nowMillis }];
  });
  return kept.slice(0, MOST);
}

/** Calls between two lives of a page. They are this tab's alone. */
export class KeptCalls {
  constructor(private readonly storage: Storage | null) {}

  keep(kept: readonly KeptCall[]): void {
    try {
      this.storage?.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Storage is switched off or full: the call ends with its grace time.
    }
  }

  /** Those that the gateway still holds; they are given out once. */
  take(graceSeconds: number, nowMillis: number): readonly KeptCall[] {
    try {
      const text = this.storage?.getItem(KEY) ?? null;
      this.storage?.removeItem(KEY);
      const kept: unknown = text === null ? [] : JSON.parse(text);
      return Array.isArray(kept)
        ? (kept as KeptCall[]).filter((call) => nowMillis - call.leftAtMillis < graceSeconds * 1000)
        : [];
    } catch {
      return [];
    }
  }
}
