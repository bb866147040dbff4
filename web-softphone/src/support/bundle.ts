import type { Api } from '../api/api';
import type { CallPage } from '../api/types';
import { endingDetails } from '../failure-words';
import type { PhoneState } from '../phone';
import type { SipPort } from '../sip-port';

const CALLS = 5;

/** All that helps support to find a fault, as JSON. Secrets are taken out where each part comes from. */
export async function supportBundle(port: SipPort | null, api: Api, state: PhoneState, at: Date): Promise<string> {
  const { userAgent, language, languages, onLine, hardwareConcurrency } = navigator;
  const { config, session, user, line, lineDetail, me, calls, settings } = state;
  return JSON.stringify(
    {
      at: at.toISOString(),
      version: __VERSION__,
      page: location.origin + location.pathname,
      browser: { userAgent, language, languages, onLine, hardwareConcurrency, secure: window.isSecureContext },
      gateway: { sipDomain: config.sipDomain, webSocketUrl: config.webSocketUrl },
      session: { session, user: user?.name ?? null, role: me?.role ?? null, line, lineDetail },
      settings,
      devices: await devices(),
      calls: calls.all.map((call) => ({ ...call, endingDetails: endingDetails(call) })),
      evidence: port === null ? 'the line is in another tab of this browser' : await port.evidence(),
      sip: port?.trace.messages().map((one) => ({ ...one, atMillis: new Date(one.atMillis).toISOString() })) ?? [],
      records: me === null ? [] : await records(api),
    },
    null,
    2,
  );
}

/** By kind and name; what identifies a device to web sites stays out. */
async function devices(): Promise<readonly string[]> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return all.filter(({ kind }) => kind !== 'videoinput').map(({ kind, label }) => `${kind}: ${label || '(hidden)'}`);
}

/** As the gateway has them: with its numbers of errors, and what it heard of both sides. */
async function records(api: Api): Promise<unknown> {
  try {
    return (await api.get<CallPage>('/calls', { size: CALLS, scope: 'own' })).calls;
  } catch (problem) {
    return String(problem);
  }
}
