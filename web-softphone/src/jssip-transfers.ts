import type { RTCSession } from 'jssip/lib/RTCSession';
import type { CallKey, Dialog, SipEvent } from './sip-port';

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

/** JsSIP tells no one how a session is named on the wire, but for its own REFER; that is read here too. */
export function dialogOf(session: RTCSession): Dialog | null {
  const { _dialog } = session as unknown as {
    _dialog?: { id: { call_id: string; local_tag: string; remote_tag: string } } | null;
  };
  return _dialog === undefined || _dialog === null
    ? null
    : { callId: _dialog.id.call_id, localTag: _dialog.id.local_tag, remoteTag: _dialog.id.remote_tag };
}

/** RFC 3891 section 6.1: the tags as the one who receives this has them. */
export function replacesHeader({ callId, localTag, remoteTag }: Dialog): string {
  return `Replaces: ${callId};to-tag=${remoteTag};from-tag=${localTag}`;
}
