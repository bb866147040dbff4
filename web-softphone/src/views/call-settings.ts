import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { ApiProblem } from '../api/api';
import type { CallSettings } from '../api/types';
import type { Phone, PhoneState } from '../phone';
import { t, type Key } from '../words/words';
import { shared } from './styles';

type Forward = keyof CallSettings['forward'];

const FORWARDS: readonly (readonly [Forward, Key])[] = [
  ['always', 'forward.always'],
  ['busy', 'forward.busy'],
  ['noAnswer', 'forward.no-answer'],
  ['notSignedIn', 'forward.not-signed-in'],
];

/** Where this person's calls go when nobody takes them. It is the gateway that does it, also while no page is open. */
export class CallSettingsForm extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    shown: { type: Boolean },
    settings: { state: true },
    news: { state: true },
  };
  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 10px;
        padding-block: 4px 10px;
      }

      h4 {
        font-size: 15px;
        font-weight: 600;
      }

      label {
        display: grid;
        gap: 4px;
        font-size: 14px;
      }

      input {
        width: 100%;
        min-height: 44px;
        padding: 6px 12px;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-s);
        background: var(--surface);
        color: inherit;
        font: inherit;
      }

      .foot {
        display: flex;
        align-items: center;
        gap: 14px;
        min-height: 44px;
      }

      .button {
        min-height: 44px;
        padding-inline: 20px;
        border: 1px solid var(--control-line);
        font-size: 14.5px;
      }

      p {
        font-size: 13.5px;
        color: var(--ink-soft);
      }

      .wrong {
        color: var(--stop-text);
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare shown: boolean;
  declare settings: CallSettings | null;
  declare news: { readonly sentence: string; readonly wrong: boolean } | null;

  constructor() {
    super();
    this.shown = false;
    this.settings = null;
    this.news = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('shown') && this.shown) {
      this.news = null;
      // A feature code may have changed them since.
      void this.exchange(() => this.phone.api.get<CallSettings>('/me/call-settings'));
    }
  }

  override render() {
    const { settings } = this;
    if (settings === null) {
      return this.said();
    }
    return html`<form @submit=${this.onSubmit} data-testid="forwarding">
      <h4>${t('forward.title')}</h4>
      <p>${t('forward.explained')}</p>
      ${FORWARDS.map(
        ([name, label]) =>
          html`<label
            >${t(label)}
            <input
              type="tel"
              name=${name}
              dir="ltr"
              maxlength="64"
              autocomplete="off"
              placeholder=${t('forward.nowhere')}
              data-testid=${`forward-${name}`}
              .value=${settings.forward[name] ?? ''}
          /></label>`,
      )}
      <label
        >${t('forward.seconds')}
        <input
          type="number"
          name="ringSeconds"
          min="5"
          max="120"
          required
          data-testid="ring-seconds"
          .value=${String(settings.ringSeconds)}
      /></label>
      <div class="foot">
        <button class="button" data-testid="save-forwarding">${t('forward.save')}</button>
        ${this.said()}
      </div>
    </form>`;
  }

  private said() {
    return html`<p role="status" class=${this.news?.wrong === true ? 'wrong' : ''} data-testid="forwarding-news">
      ${this.news?.sentence ?? nothing}
    </p>`;
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const number = (name: Forward) => String(given.get(name) ?? '').trim() || null;
    const wanted: CallSettings = {
      doNotDisturb: this.state.doNotDisturb,
      forward: {
        always: number('always'),
        busy: number('busy'),
        noAnswer: number('noAnswer'),
        notSignedIn: number('notSignedIn'),
      },
      ringSeconds: Number(given.get('ringSeconds')),
    };
    void this.exchange(() => this.phone.api.send<CallSettings>('PUT', '/me/call-settings', wanted), t('forward.saved'));
  };

  private async exchange(ask: () => Promise<CallSettings>, sentence: string | null = null): Promise<void> {
    try {
      this.settings = await ask();
      this.news = sentence === null ? null : { sentence, wrong: false };
    } catch (problem) {
      this.news = { sentence: problem instanceof ApiProblem ? problem.message : t('forward.not-saved'), wrong: true };
    }
  }
}

customElements.define('landline-call-settings', CallSettingsForm);
