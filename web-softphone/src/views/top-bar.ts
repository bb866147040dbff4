import { css, html, LitElement, nothing } from 'lit';
import { isLive } from '../call';
import type { Phone, PhoneState } from '../phone';
import { mark } from './brand';
import { icon, type IconName } from './icons';
import { shared } from './styles';
import { counted, t } from '../words/words';

const LINE: Readonly<Record<PhoneState['line'], IconName>> = { ready: 'check', connecting: 'sync', offline: 'cross' };

/** Brand, line state in word and drawing, who is signed in. */
export class TopBar extends LitElement {
  static override properties = { phone: { attribute: false }, state: { attribute: false } };
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }

      header {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 64px;
      }

      .brand {
        display: flex;
        align-items: center;
        gap: 10px;
        font-size: 18px;
        font-weight: 650;
        letter-spacing: -0.015em;
      }

      .lamp {
        display: flex;
        width: auto;
        padding-inline: 10px;
        gap: 4px;
        font-weight: 700;
        color: var(--accent);
      }

      .other-tab {
        display: inline-flex;
        color: var(--ink-soft);
      }

      .space {
        flex: 1;
      }

      .line {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        height: 32px;
        padding: 0 12px 0 9px;
        border-radius: 999px;
        font-size: 13.5px;
        font-weight: 600;
      }

      .ready {
        background: var(--go-tint);
        color: var(--go-text);
      }

      .connecting {
        background: var(--warn-tint);
        color: var(--warn-text);
      }

      .offline {
        background: var(--stop-tint);
        color: var(--stop-text);
      }

      .connecting svg {
        animation: turn 1.6s linear infinite;
      }

      .user {
        max-width: 180px;
        margin: 0 4px 0 8px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 14px;
        font-weight: 600;
      }

      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }

      @media (max-width: 359px) {
        .word {
          position: absolute;
          clip-path: inset(50%);
        }
      }

      @media (max-width: 430px) {
        .crowded .word {
          position: absolute;
          clip-path: inset(50%);
        }
      }

      @media (max-width: 560px) {
        .user {
          display: none;
        }

        .icon-button {
          margin-inline: -4px;
        }
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;

  override render() {
    const { line, lineDetail, user } = this.state;
    const inCall = isLive(this.state.call);
    const crowded = this.state.voicemail !== null || this.state.doNotDisturb || this.phone.follows;
    return html`<header class=${crowded ? 'crowded' : ''}>
      <h1 class="brand">${mark(32)}<span class="word">Landline</span></h1>
      <span class="space"></span>
      <span
        class="line ${line}"
        role="status"
        data-testid="line-state"
        data-state=${line}
        title=${lineDetail ?? t('phone.line-is-ready')}
        ><span class="hidden-text">${t('phone.line')} </span>${icon(LINE[line], 16)}${t(`phone.line-${line}`)}</span
      >
      ${this.phone.follows
        ? html`<span
            class="other-tab"
            role="img"
            aria-label=${t('phone.other-tab')}
            title=${t('phone.other-tab')}
            data-testid="other-tab"
            >${icon('tabs', 18)}</span
          >`
        : nothing}
      ${this.voicemail()}
      ${this.state.doNotDisturb
        ? html`<span
            class="other-tab"
            role="img"
            aria-label=${t('phone.undisturbed')}
            title=${t('phone.undisturbed')}
            data-testid="undisturbed"
            >${icon('moon', 18)}</span
          >`
        : nothing}
      <span class="user" data-testid="signed-in-user">${user?.displayName ?? user?.name ?? ''}</span>
      <button
        type="button"
        class="icon-button"
        aria-label=${t('phone.settings-and-keys')}
        title=${t('phone.settings-and-keys')}
        data-testid="settings"
        @click=${() => this.dispatchEvent(new CustomEvent('settings', { bubbles: true, composed: true }))}
      >
        ${icon('gear')}
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label=${t('phone.sign-out')}
        aria-disabled=${inCall}
        title=${inCall ? t('phone.hang-up-first') : t('phone.sign-out')}
        data-testid="sign-out"
        @click=${() => (inCall ? undefined : this.phone.signOut())}
      >
        ${icon('signOut')}
      </button>
    </header>`;
  }

  /** The lamp; where it is known where to hear the voicemail, it calls there. */
  private voicemail() {
    const { voicemail } = this.state;
    if (voicemail === null) {
      return nothing;
    }
    const words = counted('phone.voicemail', voicemail.fresh);
    return html`<button
      type="button"
      class="icon-button lamp"
      aria-label=${words}
      title=${words}
      data-testid="voicemail"
      aria-disabled=${voicemail.number === null}
      @click=${() => voicemail.number !== null && this.phone.dial(voicemail.number)}
    >
      ${icon('voicemail')}<span aria-hidden="true">${voicemail.fresh}</span>
    </button>`;
  }
}

customElements.define('landline-top-bar', TopBar);
