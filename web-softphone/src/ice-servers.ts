/** The STUN and TURN servers a gateway tells a page about in the answer to its REGISTER. */
export interface IceSetup {
  readonly servers: readonly RTCIceServer[];
  /** How long an offer waits for the candidates of these servers; 0 when the gateway can do without them. */
  readonly gatherMillis: number;
}

export const NO_ICE_SETUP: IceSetup = { servers: [], gatherMillis: 0 };

/** The header that asks a gateway for it. */
export const ICE_SETUP_WANTED = 'Accept: application/json';

const MOST_SERVERS = 8;
const LONGEST_GATHER_MILLIS = 3000;
const URL_PATTERN = /^(stuns?|turns?):\S+$/;

/** Takes what is well-formed: a browser refuses a whole call for one server it cannot read. */
export function readIceSetup(body: string | null | undefined): IceSetup {
  if (!body) {
    return NO_ICE_SETUP;
  }
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return NO_ICE_SETUP;
  }
  const given = record(json);
  const list = Array.isArray(given['iceServers']) ? given['iceServers'].slice(0, MOST_SERVERS) : [];
  const millis = given['gatherMillis'];
  return {
    servers: list.map(record).flatMap(readServer),
    gatherMillis: typeof millis === 'number' && millis > 0 ? Math.min(millis, LONGEST_GATHER_MILLIS) : 0,
  };
}

function readServer(given: Record<string, unknown>): RTCIceServer[] {
  const urls = Array.isArray(given['urls'])
    ? given['urls'].filter((url): url is string => typeof url === 'string' && URL_PATTERN.test(url))
    : [];
  const { username, credential } = given;
  if (urls.length === 0) {
    return [];
  }
  if (typeof username === 'string' && typeof credential === 'string') {
    return [{ urls, username, credential }];
  }
  return urls.some((url) => url.startsWith('turn')) ? [] : [{ urls }];
}

function record(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
}

/**
 * What to do with each candidate until the description leaves. Without a wish to wait it leaves on the first: waiting for
 * the rest costs up to 40 s behind a dead STUN server. Otherwise on the first from a relay, or when the time is up.
 */
export function leaveWhenGathered(
  gatherMillis: number,
): (event: { candidate: RTCIceCandidate; ready: () => void }) => void {
  let waiting = false;
  return ({ candidate, ready }) => {
    if (gatherMillis === 0 || / typ relay /.test(candidate.candidate)) {
      ready();
    } else if (!waiting) {
      waiting = true;
      setTimeout(ready, gatherMillis);
    }
  };
}
