/** The gateway's REST side for whoever has signed in. What stands in requests and answers is in api/openapi.yaml. */
export interface Api {
  /** Asks; `query` leaves out what is undefined or empty. Throws an ApiProblem for every answer that is no success. */
  get<T>(path: string, query?: Query): Promise<T>;
  /** Changes something. An answer without a body is undefined. */
  send<T = void>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** Hands a file over. */
  upload<T>(path: string, type: string, text: string): Promise<T>;
  /** The address of something the browser itself fetches, a recording for example. */
  address(path: string, query?: Query): string;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

/** A refusal of the gateway, or no answer at all. */
export class ApiProblem extends Error {
  constructor(
    /** The HTTP status; 0 when the gateway cannot be reached. */
    readonly status: number,
    /** The number in the catalogue of errors; null when the answer had none. */
    readonly number: number | null,
    readonly code: string,
    sentence: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(sentence);
  }
}

interface ErrorBody {
  readonly code?: unknown;
  readonly number?: unknown;
  readonly message?: unknown;
}

/** The API over HTTP on the page's own origin. The session's cookie is the browser's; the CSRF token is kept here. */
export class HttpApi implements Api {
  /** Goes with every change; comes with the session. */
  csrfToken: string | null = null;

  constructor(
    private readonly base: URL,
    private readonly fetcher: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.ask<T>('GET', this.address(path, query));
  }

  send<T = void>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    return this.ask<T>(method, this.address(path), body);
  }

  upload<T>(path: string, type: string, text: string): Promise<T> {
    const request = this.request('POST', undefined);
    const headers = { ...(request.headers as Record<string, string>), 'Content-Type': type };
    return this.exchange<T>(this.address(path), { ...request, headers, body: text });
  }

  address(path: string, query: Query = {}): string {
    const address = new URL(`api${path}`, this.base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== '') {
        address.searchParams.set(name, String(value));
      }
    }
    return address.href;
  }

  private ask<T>(method: string, address: string, body?: unknown): Promise<T> {
    return this.exchange<T>(address, this.request(method, body));
  }

  private async exchange<T>(address: string, request: RequestInit): Promise<T> {
    let answer: Response;
    try {
      answer = await this.fetcher(address, request);
    } catch {
      throw new ApiProblem(0, null, 'unreachable', 'The gateway cannot be reached.');
    }
    const text = await answer.text();
    if (!answer.ok) {
      throw problem(answer, text);
    }
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  private request(method: string, body: unknown): RequestInit {
    return {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'GET' || this.csrfToken === null ? {} : { 'X-CSRF-Token': this.csrfToken }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
  }
}

function problem(answer: Response, text: string): ApiProblem {
  const body = errorBody(text);
  const retryAfter = Number.parseInt(answer.headers.get('Retry-After') ?? '', 10);
  return new ApiProblem(
    answer.status,
    typeof body.number === 'number' ? body.number : null,
    typeof body.code === 'string' ? body.code : 'unexpected',
    typeof body.message === 'string' ? body.message : `The gateway answered ${answer.status}.`,
    Number.isNaN(retryAfter) ? null : retryAfter,
  );
}

function errorBody(text: string): ErrorBody {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as ErrorBody) : {};
  } catch {
    return {}; // A proxy in between may answer in HTML.
  }
}
