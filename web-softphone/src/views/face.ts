import { css, html, type TemplateResult } from 'lit';
import { partyName, partyNumber } from '../call-words';
import { initials } from '../number';
import type { Party } from '../sip-port';
import { icon } from './icons';
import { t } from '../words/words';

/** Round picture, name and number of the other side, as the call views show it. */
export const faceStyles = css`
  .face {
    position: relative;
    display: grid;
    place-items: center;
    width: var(--face, 112px);
    height: var(--face, 112px);
    border-radius: 50%;
    background: var(--accent-tint);
    color: var(--accent);
    font-size: calc(var(--face, 112px) * 0.33);
    font-weight: 600;
  }

  .face.pulse::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 2px solid var(--accent);
    border-radius: 50%;
    animation: pulse 1.9s var(--ease) infinite;
  }

  .face.live {
    background: var(--go-tint);
    color: var(--go-text);
  }

  .face.bad {
    background: var(--stop-tint);
    color: var(--stop-text);
  }

  .name {
    max-width: 100%;
    font-size: 25px;
    font-weight: 650;
    letter-spacing: -0.015em;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }

  .number {
    color: var(--ink-soft);
    font-variant-numeric: tabular-nums;
  }

  .proof {
    font-size: 14px;
    font-weight: 600;
    color: var(--go-text);
  }

  .proof.bad {
    color: var(--stop-text);
  }

  @keyframes pulse {
    from {
      transform: scale(1);
      opacity: 0.7;
    }

    to {
      transform: scale(1.42);
      opacity: 0;
    }
  }
`;

export function face(party: Party, mood: '' | 'pulse' | 'live'): TemplateResult {
  return html`<div class="face ${mood}" aria-hidden="true">${initials(party.displayName) ?? icon('person', 44)}</div>`;
}

export function partyLines(party: Party): TemplateResult {
  const number = partyNumber(party);
  return html`<h2 class="name" dir="auto" data-testid="party-name">${partyName(party)}</h2>
    ${number === null ? '' : html`<p class="number ltr" data-testid="party-number">${number}</p>`} ${proof(party)}`;
}

function proof(party: Party): TemplateResult | '' {
  if (party.signed === undefined) {
    return '';
  }
  return party.signed === 'verified'
    ? html`<p class="proof" data-testid="party-proof">${t('phone.number-verified')}</p>`
    : html`<p class="proof bad" data-testid="party-proof">${t('phone.number-forged')}</p>`;
}
