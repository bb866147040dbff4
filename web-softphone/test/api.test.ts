import { describe, expect, it } from 'vitest';
import { ApiProblem, HttpApi } from '../src/api/api';

function apiAnswering(status: number, body: string, headers: Record<string, string> = {}) {
  const asked: { address: string; init: RequestInit }[] = [];
  const fetcher = (async (address: string, init: RequestInit) => {
    asked.push({ address, init });
    return new Response(status === 204 ? null : body, { status, headers });
  }) as typeof fetch;
  return { api: new HttpApi(new URL('https://phone.example.com/page/'), fetcher), asked };
}

describe('the API', () => {
  it('asks on the page’s own origin and leaves empty filters out', async () => {
    const { api, asked } = apiAnswering(200, '{"calls":[]}');
    expect(await api.get('/calls', { tag: 'a b', person: '', skip: undefined })).toEqual({ calls: [] });
    expect(asked[0]?.address).toBe('https://phone.example.com/page/api/calls?tag=a+b');
  });

  it('sends the session’s token with changes only', async () => {
    const { api, asked } = apiAnswering(204, '');
    api.csrfToken = 'secret';
    expect(await api.send('PUT', '/me/settings/x', { value: '1' })).toBeUndefined();
    await api.get('/me');
    const tokens = asked.map(({ init }) => (init.headers as Record<string, string>)['X-CSRF-Token']);
    expect(tokens).toEqual(['secret', undefined]);
  });

  it('turns a refusal into its sentence, number and code', async () => {
    const { api } = apiAnswering(429, '{"code":"too-fast","number":2429,"message":"Wait."}', { 'Retry-After': '60' });
    const problem = await api.get('/me').catch((caught: unknown) => caught as ApiProblem);
    expect(problem).toMatchObject({
      status: 429,
      number: 2429,
      code: 'too-fast',
      message: 'Wait.',
      retryAfterSeconds: 60,
    });
  });

  it('understands a proxy that answers in HTML, and no answer at all', async () => {
    const { api } = apiAnswering(502, '<html>');
    await expect(api.get('/me')).rejects.toMatchObject({ status: 502, number: null });
    const failing = new HttpApi(new URL('https://phone.example.com/'), (() =>
      Promise.reject(new TypeError())) as typeof fetch);
    await expect(failing.get('/me')).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });
});
