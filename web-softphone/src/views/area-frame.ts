import { css, html, LitElement, type PropertyValues } from 'lit';
import type { Area } from '../areas';
import type { Phone, PhoneState } from '../phone';
import type { Route } from '../routes';
import { t } from '../words/words';
import { shared } from './styles';

/** Loads an area's code and shows it; says so while it loads, and when it cannot be loaded. */
export class AreaFrame extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    area: { attribute: false },
    route: { attribute: false },
    loading: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .wait {
        display: grid;
        justify-items: center;
        gap: 16px;
        padding: 64px 24px;
        text-align: center;
        color: var(--ink-soft);
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare area: Area;
  declare route: Route;
  declare loading: 'running' | 'done' | 'failed';

  constructor() {
    super();
    this.loading = 'running';
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('area')) {
      this.load();
    }
  }

  override render() {
    switch (this.loading) {
      case 'done':
        return this.area.view(this.phone, this.state, this.route);
      case 'running':
        return html`<p class="wait" role="status">${t('shell.loading')}</p>`;
      case 'failed':
        return html`<div class="wait" role="alert">
          <p>${t('shell.not-loaded')}</p>
          <button type="button" class="button" @click=${this.load}>${t('shell.try-again')}</button>
        </div>`;
    }
  }

  private load(): void {
    const area = this.area;
    this.loading = 'running';
    const settle = (result: 'done' | 'failed') => {
      if (this.area === area) {
        this.loading = result;
      }
    };
    area.load().then(
      () => settle('done'),
      () => settle('failed'),
    );
  }
}

customElements.define('landline-area-frame', AreaFrame);
