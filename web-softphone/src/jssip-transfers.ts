import type { RTCSession } from 'jssip/lib/RTCSession';
import type { CallKey, SipEvent } from './sip-port';

interface Notified {
  readonly status_line: { readonly status_code: number };
}

interface Refused {
  readonly response?: { readonly status_code?: number } | null;
}

/**
 * Asks the gateway to carry a transfer out (REFER), and tells what becomes of it.
 *
 * @param replaces the call whose other side takes the place of ours (RFC 3891)
 */
export function refer(
  call: CallKey,
  session: RTCSession,
  target: string,
  replaces: RTCSession | undefined,
  emit: (event: SipEvent) => void,
): void {
  const tell = (progress: 'ringing' | 'done' | 'failed', status: number | null) =>
    emit({ type: 'transfer', call, progress, status });
  session.refer(target, {
    ...(replaces === undefined ? {} : { replaces }),
    eventHandlers: {
      progress: () => tell('ringing', null),
      accepted: () => tell('done', null),
      failed: (event: Notified) => tell('failed', event.status_line.status_code),
      requestFailed: (event: Refused) => tell('failed', event.response?.status_code ?? null),
    },
  } as Parameters<RTCSession['refer']>[1]);
}
