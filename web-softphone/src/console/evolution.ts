import { html, svg, type TemplateResult } from 'lit';
import type { Overview } from '../api/types';
import { language, t } from '../words/words';
import { count } from './format';

const WIDTH = 720;
const HEIGHT = 140;

/** Calls by hour or day as bars, missed ones in the bar; a table says the same to whoever cannot see it. */
export function evolution(figures: Overview): TemplateResult {
  const most = Math.max(1, ...figures.evolution.map((step) => step.total));
  const width = WIDTH / Math.max(1, figures.evolution.length);
  const bar = (value: number, index: number, name: string) =>
    svg`<rect class=${name} x=${index * width + 1} width=${Math.max(1, width - 2)} rx="2"
      y=${HEIGHT - (value / most) * HEIGHT} height=${(value / most) * HEIGHT} />`;
  return html`<section class="panel" aria-label=${t('console.evolution')}>
    <h3>${t('console.evolution')}</h3>
    <svg class="chart ltr" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${figures.evolution.map((step, index) => [bar(step.total, index, 'all'), bar(step.missed, index, 'missed')])}
    </svg>
    <details>
      <summary>${t('console.evolution-as-table')}</summary>
      <table data-testid="evolution">
        <thead>
          <tr>
            <th scope="col">${t('console.time')}</th>
            <th scope="col" class="figure">${t('console.total')}</th>
            <th scope="col" class="figure">${t('console.answered')}</th>
            <th scope="col" class="figure">${t('console.missed')}</th>
          </tr>
        </thead>
        <tbody>
          ${figures.evolution.map(
            (step) =>
              html`<tr>
                <td>${when(step.begin, figures.step)}</td>
                <td class="figure">${count(step.total)}</td>
                <td class="figure">${count(step.answered)}</td>
                <td class="figure">${count(step.missed)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </section>`;
}

function when(begin: string, step: Overview['step']): string {
  const options: Intl.DateTimeFormatOptions =
    step === 'hour' ? { weekday: 'short', hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(language(), options).format(new Date(begin));
}
