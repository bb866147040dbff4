import type { UAConfiguration } from 'jssip/lib/UA';
import { TracedSocket } from './jssip-socket';
import type { Account } from './sip-port';
import type { SipTrace } from './sip-trace';

const REGISTER_EXPIRES_SECONDS = 300;
const RECOVERY_MIN_SECONDS = 2;
const RECOVERY_MAX_SECONDS = 30;
const NO_ANSWER_SECONDS = 60;
/** JsSIP's own default of 90 s would refresh every call every 45 s. */
const SESSION_EXPIRES_SECONDS = 1800;

/** What JsSIP is told of who signs in where. */
export function configurationFor(account: Account, trace: SipTrace): UAConfiguration {
  return {
    sockets: [new TracedSocket(account.webSocketUrl, trace)],
    uri: sipUri(account.user, account.sipDomain),
    authorization_user: account.user,
    ...('token' in account.proof ? { authorization_jwt: bearer(account.proof.token) } : account.proof),
    ...(account.displayName === null ? {} : { display_name: account.displayName }),
    register: true,
    register_expires: REGISTER_EXPIRES_SECONDS,
    connection_recovery_min_interval: RECOVERY_MIN_SECONDS,
    connection_recovery_max_interval: RECOVERY_MAX_SECONDS,
    no_answer_timeout: NO_ANSWER_SECONDS,
    session_timers: true,
    user_agent: `Landline softphone ${__VERSION__}`,
  };
}

export function mediaOptions(audio: MediaStream, iceServers: readonly RTCIceServer[]) {
  return {
    mediaStream: audio,
    mediaConstraints: { audio: true, video: false },
    // None is needed where the gateway is the reachable side: it learns our address from the first check.
    pcConfig: { iceServers: [...iceServers] },
    sessionTimersExpires: SESSION_EXPIRES_SECONDS,
  };
}

/** As the Authorization header shows a token (RFC 8898). */
export function bearer(token: string): string {
  return `Bearer ${token}`;
}

/** `to` with an `@` names its own host. Everything RFC 3261 does not allow in a user part is escaped. */
export function sipUri(to: string, domain: string): string {
  const at = to.lastIndexOf('@');
  const user = at < 0 ? to : to.slice(0, at);
  const host = at < 0 ? domain : to.slice(at + 1);
  const escaped = encodeURIComponent(user).replace(/%(?:2B|26|3D|24|2C|3B|3F|2F)/g, decodeURIComponent);
  return `sip:${escaped}@${host}`;
}
