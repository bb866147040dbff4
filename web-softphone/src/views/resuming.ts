import { css, html, LitElement, nothing } from 'lit';
import type { PhoneState } from '../phone';
import { t } from '../words/words';
import { mark } from './brand';
import { shared } from './styles';

/** What is seen while somebody who was signed in before comes back. */
export class Resuming extends LitElement {
  static override properties = { state: { attribute: false } };
  static override styles = [
    shared,
    css`
      main {
        display: grid;
        align-content: center;
        justify-items: center;
        gap: 18px;
        min-height: 100dvh;
        padding: 24px;
        text-align: center;
        color: var(--ink-soft);
      }
    `,
  ];

  declare state: PhoneState;

  override render() {
    const { lineDetail } = this.state;
    return html`<main data-testid="resuming">
      ${mark(56)}
      <h1 class="hidden-text">Landline</h1>
      <p role="status">${t('phone.signing-in')}</p>
      ${lineDetail === null ? nothing : html`<p>${lineDetail}</p>`}
    </main>`;
  }
}

customElements.define('landline-resuming', Resuming);
