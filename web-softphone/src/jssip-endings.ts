import * as JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { parseReason } from './failure-words';
import type { CallEnding } from './sip-port';

interface SipMessage {
  readonly status_code?: number;
  readonly reason_phrase?: string;
  readonly method?: string;
  getHeaders?(name: string): string[];
  getHeader?(name: string): string | undefined;
}

/** Facts about the end of a call out of JsSIP's event. */
export function endingOf(
  event: { originator: string; cause: string; message?: unknown },
  established: boolean,
  sipCallId: string | null,
): CallEnding {
  // For an inner error JsSIP puts a text where the message should be.
  const message: SipMessage | null =
    typeof event.message === 'object' && event.message !== null ? (event.message as SipMessage) : null;
  const retryAfter = Number.parseInt(message?.getHeader?.('Retry-After') ?? '', 10);
  return {
    cause: causeOf(event, established, message),
    by: event.originator === 'local' ? 'here' : event.originator === 'remote' ? 'there' : 'system',
    status: message?.status_code ?? null,
    phrase: message?.reason_phrase || null,
    reason: parseReason(message?.getHeaders?.('Reason') ?? []),
    retryAfterSeconds: Number.isNaN(retryAfter) ? null : retryAfter,
    sipCallId,
  };
}

function causeOf(
  event: { originator: string; cause: string },
  established: boolean,
  message: SipMessage | null,
): CallEnding['cause'] {
  const causes = JsSIP.C.causes;
  switch (event.cause) {
    case causes.RTP_TIMEOUT:
      return 'media-failed';
    case causes.CONNECTION_ERROR:
    case causes.REQUEST_TIMEOUT:
      return 'signalling-lost';
    case causes.NO_ANSWER:
    case causes.EXPIRES:
      return 'unanswered';
    case causes.CANCELED:
      return 'cancelled';
    case causes.INTERNAL_ERROR:
    case causes.WEBRTC_ERROR:
    case causes.USER_DENIED_MEDIA_ACCESS:
      return 'internal';
    default:
      break;
  }
  if (established) {
    return 'hung-up';
  }
  if (event.originator === 'local') {
    return 'declined';
  }
  return message?.status_code !== undefined ? 'refused' : 'internal';
}

export function sipCallIdOf(session: RTCSession): string | null {
  // Not in the library's types, but the only place where the wire's Call-ID stands.
  const request = (session as unknown as { _request?: { call_id?: string } })._request;
  return request?.call_id ?? null;
}

export function localEnding(cause: 'signalling-lost' | 'internal'): CallEnding {
  return { cause, by: 'system', status: null, phrase: null, reason: null, retryAfterSeconds: null, sipCallId: null };
}
