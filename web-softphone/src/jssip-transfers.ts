import type { RTCSession } from 'jssip/lib/RTCSession';
import type { CallKey, Dialog, SipEvent } from './sip-port';

const TRIES = 5;
const AGAIN_MILLIS = 500;

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
  send(call, session, target, replaces, emit, TRIES);
}

/** The gateway may still be about a hold of the same call (491): that is over in a moment. */
function send(
  call: CallKey,
  session: RTCSession,
  target: string,
  replaces: RTCSession | undefined,
  emit: (event: SipEvent) => void,
  tries: number,
): void {
  const tell = (progress: 'ringing' | 'done' | 'failed', status: number | null) =>
    emit({ type: 'transfer', call, progress, status });
  session.refer(target, {
    ...(replaces === undefined ? {} : { replaces: named(replaces) }),
    eventHandlers: {
      progress: () => tell('ringing', null),
      accepted: () => tell('done', null),
      failed: (event: Notified) => tell('failed', event.status_line.status_code),
      requestFailed: (event: Refused) => {
        const status = event.response?.status_code ?? null;
        if (status === 491 && tries > 1 && !session.isEnded()) {
          setTimeout(() => send(call, session, target, replaces, emit, tries - 1), AGAIN_MILLIS);
        } else {
          tell('failed', status);
        }
      },
    },
  } as Parameters<RTCSession['refer']>[1]);
}

/** While a call rings, JsSIP knows the other side's tag in its early dialog only, and would write null. */
function named(session: RTCSession): RTCSession {
  const inside = session as unknown as {
    _to_tag: string | null;
    readonly _from_tag: string;
    readonly _request: unknown;
    readonly _earlyDialogs?: Readonly<Record<string, { readonly id: { readonly remote_tag: string } }>>;
  };
  const [early] = Object.values(inside._earlyDialogs ?? {});
  return inside._to_tag !== null || early === undefined
    ? session
    : ({
        _request: inside._request,
        _from_tag: inside._from_tag,
        _to_tag: early.id.remote_tag,
      } as unknown as RTCSession);
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
