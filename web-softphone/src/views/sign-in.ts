import { css, html, LitElement, nothing } from 'lit';
import type { DemoAccount } from '../config';
import { initials } from '../number';
import type { Phone, PhoneState } from '../phone';
import { mark } from './brand';
import { icon } from './icons';
import { shared } from './styles';
import { t } from '../words/words';

/** Who are you? One click for a demo account, user and password otherwise. */
export class SignIn extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    passwordShown: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100dvh;
        padding: 24px 16px;
      }

      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 28px;
        width: min(100%, 420px);
      }

      header {
        display: grid;
        justify-items: center;
        gap: 14px;
        text-align: center;
      }

      h1 {
        font-size: 27px;
        font-weight: 650;
        letter-spacing: -0.02em;
        line-height: 1.2;
      }

      header p {
        color: var(--ink-soft);
      }

      .card {
        display: grid;
        gap: 18px;
        padding: 24px;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        box-shadow: var(--shadow);
      }

      h2 {
        font-size: 15px;
        font-weight: 600;
      }

      .accounts {
        display: grid;
        gap: 8px;
      }

      .account {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        gap: 14px;
        width: 100%;
        min-height: 60px;
        padding: 8px 14px 8px 10px;
        border-radius: var(--radius-m);
        background: var(--sunken);
        text-align: start;
      }

      .account:hover {
        background: var(--hover);
      }

      .account svg {
        color: var(--ink-soft);
      }

      .face {
        display: grid;
        place-items: center;
        width: 42px;
        height: 42px;
        border-radius: 50%;
        background: var(--accent-tint);
        color: var(--accent);
        font-size: 15px;
        font-weight: 600;
      }

      .who {
        display: grid;
        min-width: 0;
      }

      .who span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .name {
        font-weight: 600;
      }

      .user {
        font-size: 13.5px;
        color: var(--ink-soft);
      }

      .or {
        display: flex;
        align-items: center;
        gap: 12px;
        font-size: 13px;
        color: var(--ink-soft);
      }

      .or::before,
      .or::after {
        content: '';
        flex: 1;
        height: 1px;
        background: var(--line);
      }

      form {
        display: grid;
        gap: 14px;
      }

      label {
        display: block;
        margin-bottom: 6px;
        font-size: 14px;
        font-weight: 600;
      }

      .field {
        position: relative;
      }

      input {
        width: 100%;
        height: 48px;
        padding: 0 14px;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-s);
        background: var(--surface);
      }

      input[name='password'] {
        padding-inline-end: 72px;
      }

      input:focus-visible {
        outline-offset: 0;
        border-color: var(--accent);
      }

      .reveal {
        position: absolute;
        inset-inline-end: 5px;
        bottom: 5px;
        min-width: 58px;
        height: 38px;
        border-radius: 7px;
        font-size: 13.5px;
        font-weight: 600;
        color: var(--ink-soft);
      }

      .reveal:hover {
        background: var(--sunken);
        color: var(--ink);
      }

      form .button {
        margin-top: 4px;
      }

      .button[aria-disabled='true'] {
        opacity: 0.75;
        cursor: progress;
      }

      .spinner {
        width: 18px;
        height: 18px;
        border: 2.5px solid currentColor;
        border-right-color: transparent;
        border-radius: 50%;
        animation: turn 0.8s linear infinite;
      }

      footer {
        font-size: 13px;
        text-align: center;
        color: var(--ink-soft);
      }

      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }

      @media (max-width: 380px) {
        .card {
          padding: 18px;
        }
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare passwordShown: boolean;

  constructor() {
    super();
    this.passwordShown = false;
  }

  override render() {
    const demo = this.state.config.demo;
    const accounts = demo?.accounts ?? [];
    return html`<main>
      <header>
        ${mark(56)}
        <div>
          <h1>${t('phone.sign-in-title')}</h1>
          <p>${t('phone.sign-in-about')}</p>
        </div>
      </header>
      <div class="card">
        ${this.problem()}
        ${accounts.length > 0
          ? html`<h2 id="demo-heading">${t('phone.demo')}</h2>
              <ul class="accounts" aria-labelledby="demo-heading">
                ${accounts.map((account) => html`<li>${this.demoAccount(account)}</li>`)}
              </ul>
              <div class="or">${t('phone.or-own')}</div>`
          : nothing}
        ${this.form()}
      </div>
      <footer>${t('phone.password-kept')}</footer>
    </main>`;
  }

  private problem() {
    const problem = this.state.signInProblem;
    return problem === null
      ? nothing
      : html`<div class="notice bad" role="alert" data-testid="sign-in-problem">
          ${icon('warning', 20)}<strong>${problem.title}</strong>
          <p>${problem.hint}</p>
        </div>`;
  }

  private demoAccount(account: DemoAccount) {
    return html`<button
      type="button"
      class="account"
      data-testid=${`demo-account-${account.user}`}
      @click=${() => this.phone.signIn(account.user, account.password, account.displayName)}
    >
      <span class="face" aria-hidden="true">${initials(account.displayName) ?? icon('person', 20)}</span>
      <span class="who"
        ><span class="name">${account.displayName}</span>
        <span class="user">${t('phone.sign-in-as', { user: account.user })}</span></span
      >
      ${icon('chevron', 20)}
    </button>`;
  }

  private form() {
    const busy = this.state.session === 'signing-in';
    const hasDemo = (this.state.config.demo?.accounts.length ?? 0) > 0;
    return html`<form @submit=${this.onSubmit} novalidate>
      <div>
        <label for="user">${t('phone.user-name')}</label>
        <input
          id="user"
          name="user"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          data-testid="sign-in-user"
          ?autofocus=${!hasDemo}
          .value=${this.phone.lastUser()}
        />
      </div>
      <div class="field">
        <label for="password">${t('phone.password')}</label>
        <input
          id="password"
          name="password"
          type=${this.passwordShown ? 'text' : 'password'}
          autocomplete="current-password"
          data-testid="sign-in-password"
        />
        <button
          type="button"
          class="reveal"
          aria-label=${this.passwordShown ? t('phone.hide-password') : t('phone.show-password')}
          @click=${() => (this.passwordShown = !this.passwordShown)}
        >
          ${this.passwordShown ? t('phone.hide') : t('phone.show')}
        </button>
      </div>
      <button type="submit" class="button primary" data-testid="sign-in-submit" aria-disabled=${busy}>
        ${busy ? html`<span class="spinner" aria-hidden="true"></span>${t('phone.signing-in')}` : t('phone.sign-in')}
      </button>
    </form>`;
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.state.session === 'signing-in') {
      return;
    }
    const data = new FormData(event.target as HTMLFormElement);
    this.phone.signIn(String(data.get('user') ?? ''), String(data.get('password') ?? ''));
  }
}

customElements.define('landline-sign-in', SignIn);
