import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { consoleStyles } from '../console/styles';
import { formatNumber, parseDialled } from '../number';
import type { Phone, PhoneState } from '../phone';
import { routeTo, type Route } from '../routes';
import { LONGEST_TEXT, type Conversation, type Text } from '../texts';
import { icon } from '../views/icons';
import { shared } from '../views/styles';
import { counted, language, t } from '../words/words';

/** Short texts with colleagues and, where a trunk takes them, with the world. */
export class TextsView extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    route: { attribute: false },
    problem: { state: true },
  };
  static override styles = [
    shared,
    consoleStyles,
    css`
      ul,
      .thread {
        display: grid;
        gap: 4px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 12px;
        padding: 12px 14px;
        border-radius: var(--radius-s);
        color: inherit;
        text-decoration: none;
      }

      .row:hover {
        background: var(--hover);
      }

      .last {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 14px;
        color: var(--ink-soft);
      }

      .count {
        min-width: 24px;
        padding: 2px 8px;
        border-radius: 999px;
        background: var(--accent);
        font-size: 12.5px;
        font-weight: 600;
        text-align: center;
        color: var(--on-accent);
      }

      .thread {
        max-height: 52vh;
        padding: 4px;
        overflow-y: auto;
      }

      .text {
        justify-self: start;
        max-width: 82%;
        padding: 8px 14px;
        border-radius: var(--radius-m);
        background: var(--sunken);
        overflow-wrap: anywhere;
      }

      .text span {
        white-space: pre-wrap;
      }

      .ways {
        display: flex;
        gap: 8px;
      }

      .text.mine {
        justify-self: end;
        background: var(--accent-tint);
      }

      .text small {
        display: block;
        font-size: 12px;
        color: var(--ink-soft);
      }

      form {
        display: grid;
        gap: 10px;
      }

      label {
        display: grid;
        gap: 4px;
        font-size: 14px;
        font-weight: 600;
      }

      textarea {
        width: 100%;
        min-height: 76px;
        resize: vertical;
        font-weight: 400;
      }

      form .button {
        justify-self: start;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare route: Route;
  declare problem: string | null;

  constructor() {
    super();
    this.problem = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.phone.readTexts(null);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('route')) {
      this.phone.readTexts(this.route.rest === '' ? null : this.route.rest);
    }
    const thread = this.renderRoot.querySelector('.thread');
    if (thread !== null && (changed.has('state') || changed.has('route'))) {
      thread.scrollTop = thread.scrollHeight;
    }
  }

  override render() {
    return this.route.rest === '' ? this.list() : this.conversation(this.route.rest);
  }

  private list() {
    const { texts } = this.state;
    return html`<h2>${t('texts.title')}</h2>
      ${texts.length === 0
        ? html`<p class="soft" data-testid="texts-empty">${t('texts.none')}</p>`
        : html`<ul data-testid="conversations">
            ${texts.map((one) => html`<li>${this.row(one)}</li>`)}
          </ul>`}
      <form class="panel" @submit=${this.onNew}>${this.toField()} ${this.textField()} ${this.sendButton()}</form>`;
  }

  private row({ user, texts, unread }: Conversation) {
    return html`<a class="row" href=${routeTo('messages', user)} data-testid="conversation">
      <strong><bdi>${formatNumber(user)}</bdi></strong>
      ${unread === 0 ? html`<span></span>` : html`<span class="count">${counted('texts.unread', unread)}</span>`}
      <span class="last" dir="auto">${texts.at(-1)?.text ?? ''}</span>
    </a>`;
  }

  private conversation(user: string) {
    const texts = this.state.texts.find((one) => one.user === user)?.texts ?? [];
    return html`<div class="head">
        <h2><bdi>${formatNumber(user)}</bdi></h2>
        <span class="ways">
          <a class="button" href=${routeTo('messages')}>${t('texts.all')}</a>
          <button type="button" class="button" data-testid="call-writer" @click=${() => this.phone.dial(user)}>
            ${icon('phone', 18)}${t('phone.do-call')}
          </button>
        </span>
      </div>
      <div class="thread panel" role="log" tabindex="0" aria-label=${t('texts.title')} data-testid="thread">
        ${texts.map((text) => this.text(text))}
      </div>
      <form class="panel" @submit=${(event: SubmitEvent) => this.onSend(event, user)}>
        ${this.textField()} ${this.sendButton()}
      </form>`;
  }

  private text(text: Text) {
    const at = new Date(text.atMillis).toLocaleTimeString(language(), { hour: '2-digit', minute: '2-digit' });
    const state = text.mine && text.state !== 'sent' ? ` · ${t(`texts.${text.state}`)}` : '';
    return html`<p
      class="text ${text.mine ? 'mine' : ''}"
      dir="auto"
      data-testid="text"
      data-mine=${text.mine}
      data-state=${text.state}
    >
      <span>${text.text}</span><small>${at}${state}</small>
    </p>`;
  }

  private toField() {
    return html`<label
      >${t('texts.to')}
      <input
        name="to"
        class="ltr"
        autocomplete="off"
        autocapitalize="off"
        maxlength="64"
        data-testid="text-to"
        aria-describedby="to-problem"
      />
      ${this.problem === null ? nothing : html`<span id="to-problem" class="bad" role="alert">${this.problem}</span>`}
    </label>`;
  }

  private textField() {
    return html`<label
      >${t('texts.text')}
      <textarea
        name="text"
        dir="auto"
        maxlength=${LONGEST_TEXT}
        data-testid="text-field"
        @keydown=${this.onKey}
      ></textarea>
    </label>`;
  }

  private sendButton() {
    const ready = this.state.line === 'ready';
    return html`<button type="submit" class="button primary" aria-disabled=${!ready} data-testid="send-text">
      ${t('texts.send')}
    </button>`;
  }

  /** Enter sends; with Shift it begins a line. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      (event.target as HTMLTextAreaElement).form?.requestSubmit();
    }
  };

  private readonly onNew = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const to = parseDialled(String(new FormData(form).get('to') ?? ''));
    if (!to.ok) {
      this.problem = t(to.problem);
      return;
    }
    this.problem = null;
    if (this.send(form, to.dialled.target)) {
      window.location.hash = routeTo('messages', to.dialled.target);
    }
  };

  private onSend(event: SubmitEvent, user: string): void {
    event.preventDefault();
    this.send(event.target as HTMLFormElement, user);
  }

  private send(form: HTMLFormElement, to: string): boolean {
    const text = String(new FormData(form).get('text') ?? '').trim();
    if (this.state.line !== 'ready' || text === '') {
      return false;
    }
    this.phone.sendText(to, text);
    form.reset();
    return true;
  }
}

customElements.define('landline-texts', TextsView);
