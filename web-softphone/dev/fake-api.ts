import { ApiProblem, type Api, type Query } from '../src/api/api';

/** An API that answers what it was given: for screenshots and for working on views without a gateway. */
export class FakeApi implements Api {
  /** By path, without a query; a function is asked with the query or the body. */
  readonly answers = new Map<string, unknown>();
  /** Changes asked for, as `METHOD path body`. */
  readonly changes: string[] = [];

  async get<T>(path: string, query: Query = {}): Promise<T> {
    return this.answer<T>(path, query);
  }

  async send<T = void>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
    this.changes.push(`${method} ${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`);
    const key = `${method} ${path}`;
    return this.answers.has(key) ? this.answer<T>(key, body) : (undefined as T);
  }

  upload<T>(path: string, type: string, text: string): Promise<T> {
    return this.send<T>('POST', path, { type, text });
  }

  address(path: string): string {
    return `/api${path}`;
  }

  private answer<T>(key: string, asked: unknown): T {
    if (!this.answers.has(key)) {
      throw new ApiProblem(404, 2404, 'not-found', 'There is nothing here.');
    }
    const answer = this.answers.get(key);
    return (typeof answer === 'function' ? (answer as (asked: unknown) => unknown)(asked) : answer) as T;
  }
}
