/** What the gateway tells the page before anybody signs in: `GET api/config`. */
export interface GatewayConfig {
  readonly sipDomain: string;
  readonly webSocketUrl: string;
  /** In which national numbers are read: ISO 3166. */
  readonly country: string;
  /** Origins of pages that may have this one dial, and hear of its calls. */
  readonly partners: readonly string[];
  /** How long a call waits for a page that went away. */
  readonly graceSeconds: number;
  readonly demo: Demo | null;
}

export interface Demo {
  readonly accounts: readonly DemoAccount[];
  readonly numbers: readonly DemoNumber[];
}

export interface DemoAccount {
  readonly user: string;
  readonly password: string;
  readonly displayName: string;
}

export interface DemoNumber {
  readonly number: string;
  readonly title: string;
  readonly description: string;
}

/** A gateway that does not know the address, or cannot be asked, still gets a phone with sensible values. */
export async function loadConfig(page: Location, fetcher: typeof fetch = fetch): Promise<GatewayConfig> {
  try {
    const answer = await fetcher(new URL('api/config', page.href), { headers: { Accept: 'application/json' } });
    return readConfig(answer.ok ? await answer.json() : null, page);
  } catch {
    return readConfig(null, page);
  }
}

/** The title of a demo number, for calls that were dialled by hand. */
export function demoTitle(config: GatewayConfig, number: string): string | null {
  return config.demo?.numbers.find((entry) => entry.number === number)?.title ?? null;
}

/** Takes what is well-formed and replaces the rest by defaults: the phone must come up with any gateway. */
export function readConfig(json: unknown, page: Location): GatewayConfig {
  const given = record(json);
  return {
    sipDomain: text(given['sipDomain']) ?? page.hostname,
    webSocketUrl: text(given['webSocketUrl']) ?? defaultWebSocketUrl(page),
    country: text(given['country']) ?? 'GB',
    partners: Array.isArray(given['partners'])
      ? given['partners'].slice(0, 50).filter((one): one is string => typeof one === 'string')
      : [],
    graceSeconds: seconds(given['graceSeconds']) ?? 15,
    demo: readDemo(given['demo']),
  };
}

function defaultWebSocketUrl(page: Location): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/sip`;
}

function readDemo(json: unknown): Demo | null {
  if (typeof json !== 'object' || json === null) {
    return null;
  }
  const demo = record(json);
  const accounts = list(demo['accounts']).flatMap((item) => {
    const user = text(item['user']);
    const password = text(item['password']);
    return user && password ? [{ user, password, displayName: text(item['displayName']) ?? user }] : [];
  });
  const numbers = list(demo['numbers']).flatMap((item) => {
    const number = text(item['number']);
    return number
      ? [{ number, title: text(item['title']) ?? number, description: text(item['description']) ?? '' }]
      : [];
  });
  return { accounts, numbers };
}

function record(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
}

function list(json: unknown): Record<string, unknown>[] {
  return Array.isArray(json) ? json.slice(0, 50).map(record) : [];
}

function seconds(json: unknown): number | null {
  return typeof json === 'number' && json >= 0 && json <= 600 ? json : null;
}

function text(json: unknown): string | null {
  return typeof json === 'string' && json !== '' ? json : null;
}
