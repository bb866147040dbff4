import { html, nothing, type TemplateResult } from 'lit';
import { ApiProblem } from '../api/api';
import { t } from '../words/words';

/** Something asked of the gateway: not there yet, there, or refused in words. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'there'; readonly value: T }
  | { readonly state: 'failed'; readonly reason: string };

export const LOADING = { state: 'loading' } as const;

export async function loaded<T>(asked: Promise<T>): Promise<Loaded<T>> {
  try {
    return { state: 'there', value: await asked };
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem);
    const number = problem instanceof ApiProblem && problem.number !== null ? ` (${problem.number})` : '';
    return { state: 'failed', reason: `${reason}${number}` };
  }
}

/** The gateway writes a record down a moment after it told that the call is over. */
export const RECORD_WRITTEN_MILLIS = 1_500;

/** Shows what has come, or says why it has not. */
export function show<T>(
  what: Loaded<T>,
  view: (value: T) => TemplateResult | typeof nothing,
  again: () => void,
): TemplateResult | typeof nothing {
  switch (what.state) {
    case 'loading':
      return html`<p class="soft" role="status">${t('console.loading')}</p>`;
    case 'failed':
      return html`<div class="panel" role="alert">
        <p class="bad" data-testid="load-problem">${t('console.failed', { reason: what.reason })}</p>
        <p><button type="button" class="button" @click=${again}>${t('console.try-again')}</button></p>
      </div>`;
    case 'there':
      return view(what.value);
  }
}

/** In the place of lists when the REST side did not let the person in. */
export function noSession(): TemplateResult {
  return html`<p class="panel" role="alert" data-testid="no-session">${t('console.no-session')}</p>`;
}
