import { css, html, LitElement } from 'lit';
import { consoleStyles } from '../console/styles';
import type { Phone, PhoneState } from '../phone';
import { firstLine, type TracedMessage } from '../sip-trace';
import { shared } from '../views/styles';
import { language, t } from '../words/words';
import { supportBundle } from './bundle';

const LOOK_MILLIS = 1_000;

/** What support asks for: a file with everything, and the SIP messages to look at. */
export class SupportView extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    messages: { state: true },
    saving: { state: true },
  };
  static override styles = [
    shared,
    consoleStyles,
    css`
      ol {
        display: grid;
        gap: 2px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      summary {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr);
        gap: 10px;
        align-items: center;
        min-height: 44px;
        padding-inline: 8px;
        border-radius: var(--radius-s);
        font-size: 14px;
        cursor: pointer;
      }

      summary:hover {
        background: var(--hover);
      }

      summary time {
        font-variant-numeric: tabular-nums;
        color: var(--ink-soft);
      }

      .line {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      pre {
        overflow-x: auto;
        margin: 0 0 10px;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius-s);
        background: var(--sunken);
        font-size: 12.5px;
        line-height: 1.5;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare messages: readonly TracedMessage[];
  declare saving: boolean;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.messages = [];
    this.saving = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_MILLIS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render() {
    return html`<h2>${t('support.title')}</h2>
      <p class="soft">${t('support.about')}</p>
      <p>
        <button
          type="button"
          class="button primary"
          data-testid="support-file"
          aria-disabled=${this.saving}
          @click=${() => (this.saving ? undefined : void this.save())}
        >
          ${t('support.save')}
        </button>
      </p>
      <section class="panel">
        <h3>${t('support.sip')}</h3>
        ${this.messages.length === 0
          ? html`<p class="soft">${this.phone.port === null ? t('phone.other-tab') : t('support.none')}</p>`
          : html`<ol dir="ltr" data-testid="sip-trace">
              ${this.messages.toReversed().map((message) => this.message(message))}
            </ol>`}
      </section>`;
  }

  private message(message: TracedMessage) {
    const sent = message.direction === 'sent';
    return html`<li>
      <details>
        <summary>
          <time>${new Date(message.atMillis).toLocaleTimeString(language())}</time>
          <span aria-label=${t(sent ? 'support.sent' : 'support.received')} role="img">${sent ? '→' : '←'}</span>
          <span class="line" data-testid="sip-message">${firstLine(message)}</span>
        </summary>
        <pre tabindex="0">${message.text}</pre>
      </details>
    </li>`;
  }

  private look(): void {
    const now = this.phone?.port?.trace.messages() ?? [];
    if (now !== this.messages && (now.length > 0 || this.messages.length > 0)) {
      this.messages = now;
    }
  }

  private async save(): Promise<void> {
    this.saving = true;
    try {
      const at = new Date();
      const text = await supportBundle(this.phone.port, this.phone.api, this.state, at);
      const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      const link = document.createElement('a');
      link.href = address;
      link.download = `landline-support-${at.toISOString().slice(0, 19).replaceAll(':', '-')}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), LOOK_MILLIS);
    } finally {
      this.saving = false;
    }
  }
}

customElements.define('landline-support', SupportView);
