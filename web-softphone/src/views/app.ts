import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { AREAS, areaOf, type Area } from '../areas';
import { isLive } from '../call';
import { announcement } from '../call-words';
import { cleanPasted } from '../number';
import type { Phone, PhoneState } from '../phone';
import { HOME, readRoute, routeTo, type Route } from '../routes';
import { shortcutFor, type Shortcut } from '../shortcuts';
import { counted, t } from '../words/words';
import { appStyle } from './app-style';
import './area-frame';
import './call-stage';
import type { CallStage } from './call-stage';
import './dialer';
import type { Dialer } from './dialer';
import './ended';
import type { Ended } from './ended';
import { icon, type IconName } from './icons';
import './incoming';
import './lists';
import type { ListName } from './lists';
import './kept';
import './resuming';
import './settings-sheet';
import type { SettingsSheet } from './settings-sheet';
import './sign-in';
import { shared } from './styles';
import './top-bar';

type Tab = 'keypad' | ListName;

/** The whole page: sign-in, or top bar, lists and the stage with the keypad or the call. */
export class App extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { state: true },
    route: { state: true },
    tab: { state: true },
  };
  static override styles = [shared, appStyle];

  declare phone: Phone;
  declare state: PhoneState;
  declare route: Route;
  declare tab: Tab;
  private stopListening: (() => void) | undefined;

  constructor() {
    super();
    this.tab = 'keypad';
    this.route = HOME;
  }

  /** Another phone takes over when the tab that had the line is gone. */
  private listen(): void {
    this.stopListening?.();
    const { phone } = this;
    this.state = phone.state;
    this.stopListening = phone.subscribe(() => (this.state = phone.state));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('phone') && changed.get('phone') !== undefined) {
      this.listen();
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listen();
    this.onRoute();
    window.addEventListener('hashchange', this.onRoute);
    document.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    window.removeEventListener('hashchange', this.onRoute);
    document.removeEventListener('keydown', this.onKey);
  }

  override render() {
    return html`${this.view()}
      <div class="hidden-text" role="status" data-testid="announcement">${announcement(this.state.call)}</div>`;
  }

  private view() {
    switch (this.state.session) {
      case 'signed-in':
        return this.signedIn();
      case 'resuming':
        return html`<landline-resuming .state=${this.state}></landline-resuming>`;
      default:
        return html`<landline-sign-in .phone=${this.phone} .state=${this.state}></landline-sign-in>`;
    }
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get('state') as PhoneState | undefined;
    if (before === undefined) {
      return;
    }
    const was = before.call;
    const call = this.state.call;
    if (was?.phase === call?.phase) {
      return;
    }
    const shownBefore = stageOf(was?.phase);
    const shown = stageOf(call?.phase);
    if (shown !== shownBefore) {
      this.tab = 'keypad';
      void this.updateComplete.then(() => this.moveFocus(shown));
    }
  }

  private signedIn() {
    const { call } = this.state;
    const live = isLive(call) && call.phase !== 'incoming';
    const area = areaOf(this.route);
    return html`<div class="frame ${AREAS.length === 0 ? 'bare' : ''}" @settings=${() => this.sheet()?.show()}>
        <landline-top-bar .phone=${this.phone} .state=${this.state}></landline-top-bar>
        ${this.rail(area)}
        <main class=${area === null ? '' : 'area'}>${area === null ? this.home(live) : this.opened(area, live)}</main>
      </div>
      ${call?.phase === 'incoming'
        ? html`<landline-incoming .phone=${this.phone} .state=${this.state}></landline-incoming>`
        : nothing}
      <landline-settings-sheet .phone=${this.phone} .state=${this.state}></landline-settings-sheet>`;
  }

  private home(live: boolean) {
    return html`<div class="side">
        ${this.tabs(live)}
        <landline-lists
          ?hidden-narrow=${this.tab === 'keypad' || live}
          .phone=${this.phone}
          .state=${this.state}
          .list=${this.shownList()}
        ></landline-lists>
      </div>
      <div class="stage" ?hidden-narrow=${this.tab !== 'keypad' && !live}>${this.stage()}</div>`;
  }

  /** An area beside the stage; on a narrow page only a way back to the call. */
  private opened(area: Area, live: boolean) {
    return html`${live
        ? html`<a class="back" href=${routeTo('phone')} data-testid="back-to-call">${t('shell.back-to-call')}</a>`
        : nothing}
      <landline-area-frame
        .phone=${this.phone}
        .state=${this.state}
        .area=${area}
        .route=${this.route}
      ></landline-area-frame>
      <div class="stage" hidden-narrow>${this.stage()}</div>`;
  }

  private rail(current: Area | null) {
    if (AREAS.length === 0) {
      return nothing;
    }
    const entry = (name: string, drawing: IconName, label: string, isCurrent: boolean, fresh = 0) =>
      html`<a href=${routeTo(name)} aria-current=${isCurrent ? 'page' : nothing} data-testid=${`area-${name}`}
        >${icon(drawing, 22)}<span>${label}</span>${fresh === 0
          ? nothing
          : html`<span class="badge" data-testid=${`badge-${name}`}
              >${fresh}<span class="hidden-text"> ${counted('texts.unread', fresh)}</span></span
            >`}</a
      >`;
    return html`<nav class="rail" aria-label=${t('shell.views')}>
      ${entry('phone', 'phone', t('shell.phone'), current === null)}
      ${AREAS.filter(({ hidden }) => hidden !== true).map((area) =>
        entry(area.name, area.icon, t(area.label), area === current, area.badge?.(this.state) ?? 0),
      )}
    </nav>`;
  }

  private readonly onRoute = (): void => {
    const route = readRoute(window.location.hash);
    if (route.area === 'dial') {
      // A link fills the field in and calls nobody: whoever opens it decides.
      this.phone.setEntry(cleanPasted(route.query.get('to') ?? ''));
      window.history.replaceState(null, '', routeTo('phone'));
      this.route = HOME;
    } else if (route.area === 'call') {
      void this.openCall(route.rest);
    } else {
      this.route = route;
    }
  };

  /** A link to a call: to the stage while it goes on here, to its record otherwise. */
  private async openCall(id: string): Promise<void> {
    const front = this.state.call;
    const here = isLive(front) && (await this.phone.gatewayCall(front.key)) === id;
    window.location.replace(here ? routeTo('phone') : routeTo('history', id));
  }

  private stage() {
    switch (stageOf(this.state.call?.phase)) {
      case 'dialer':
        return this.state.kept.length > 0
          ? html`<landline-kept .phone=${this.phone} .state=${this.state}></landline-kept>`
          : html`<landline-dialer .phone=${this.phone} .state=${this.state}></landline-dialer>`;
      case 'call':
        return html`<landline-call-stage .phone=${this.phone} .state=${this.state}></landline-call-stage>`;
      case 'ended':
        return html`<landline-ended .phone=${this.phone} .state=${this.state}></landline-ended>`;
    }
  }

  private tabs(live: boolean) {
    const hasNumbers = this.hasNumbers();
    const missed = this.state.recents[0]?.outcome === 'missed' ? t('phone.last-missed') : '';
    return html`<nav aria-label=${t('phone.lists')} class="tabs ${hasNumbers ? '' : 'alone'} ${live ? 'in-call' : ''}">
      ${this.tabButton('keypad', 'keypad', t('phone.keypad'), 'keypad-tab')}
      ${hasNumbers ? this.tabButton('numbers', 'book', t('phone.numbers'), '') : nothing}
      ${this.tabButton('recent', 'clock', t('phone.recent'), '', missed)}
    </nav>`;
  }

  private tabButton(tab: Tab, drawing: IconName, label: string, classes: string, more = '') {
    const current = tab === 'keypad' ? this.tab === 'keypad' : this.tab === tab || this.isWideDefault(tab);
    return html`<button
      type="button"
      class=${classes}
      aria-current=${current}
      data-testid=${`tab-${tab}`}
      @click=${() => (this.tab = tab)}
    >
      ${icon(drawing, 20)}<span>${label}<span class="hidden-text">${more}</span></span>
    </button>`;
  }

  /** On a wide page a list is always shown; the keypad tab then stands for the first list. */
  private isWideDefault(tab: Tab): boolean {
    return this.tab === 'keypad' && tab === this.shownList() && window.matchMedia('(min-width: 820px)').matches;
  }

  private shownList(): ListName {
    return this.tab === 'keypad' ? (this.hasNumbers() ? 'numbers' : 'recent') : this.tab;
  }

  private hasNumbers(): boolean {
    return (this.state.config.demo?.numbers.length ?? 0) > 0;
  }

  private moveFocus(shown: 'dialer' | 'call' | 'ended'): void {
    if (shown === 'dialer') {
      this.renderRoot.querySelector<Dialer>('landline-dialer')?.focusStage();
    } else if (shown === 'call') {
      this.renderRoot.querySelector<CallStage>('landline-call-stage')?.focusStage();
    } else {
      this.renderRoot.querySelector<Ended>('landline-ended')?.focusStage();
    }
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.state.session !== 'signed-in' || event.defaultPrevented || event.repeat) {
      return;
    }
    const target = event.composedPath()[0];
    const shortcut = shortcutFor(event, {
      call: this.state.call,
      typing: isTextField(target),
      onControl: target instanceof HTMLElement && target.matches('button, summary, a, input'),
      singleKeys: this.state.settings.singleKeys,
    });
    if (shortcut !== null && this.act(shortcut)) {
      event.preventDefault();
    }
  };

  /** The key was let go, or the window was left with it: mute again. */
  private readonly onTalked = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== ' ') {
      return;
    }
    document.removeEventListener('keyup', this.onTalked);
    window.removeEventListener('blur', this.onTalked);
    if (this.state.call?.muted === false) {
      this.phone.toggleMute();
    }
  };

  /** Returns whether the key was used up. */
  private act(shortcut: Shortcut): boolean {
    switch (shortcut.type) {
      case 'answer':
        this.phone.answer();
        return true;
      case 'decline':
        this.phone.decline();
        return true;
      case 'mute':
        this.phone.toggleMute();
        return true;
      case 'talk':
        this.phone.toggleMute();
        document.addEventListener('keyup', this.onTalked);
        window.addEventListener('blur', this.onTalked);
        return true;
      case 'keypad':
        this.phone.toggleKeypad();
        return true;
      case 'hang-up':
        this.phone.hangUp();
        return true;
      case 'hold':
        this.phone.toggleHold();
        return true;
      case 'transfer':
        this.renderRoot.querySelector<CallStage>('landline-call-stage')?.openTransfer();
        return true;
      case 'digit':
        this.phone.sendDigit(shortcut.digit);
        return true;
      case 'help':
        this.sheet()?.show();
        return true;
      case 'close':
        return this.closeTopmost();
      case 'type':
        this.phone.dismiss();
        this.tab = 'keypad';
        this.phone.setEntry(this.state.entry + shortcut.character);
        void this.updateComplete.then(() => this.renderRoot.querySelector<Dialer>('landline-dialer')?.focusNumber());
        return true;
      case 'call':
        this.phone.callEntry();
        return true;
    }
  }

  private closeTopmost(): boolean {
    const call = this.state.call;
    if (call?.phase === 'ended') {
      this.phone.dismiss();
      return true;
    }
    if (call?.keypadOpen === true) {
      this.phone.toggleKeypad();
      return true;
    }
    return false;
  }

  private sheet(): SettingsSheet | null {
    return this.renderRoot.querySelector('landline-settings-sheet');
  }
}

/** Letters are letters there. */
function isTextField(target: EventTarget | undefined): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox');
}

function stageOf(phase: string | undefined): 'dialer' | 'call' | 'ended' {
  return phase === undefined || phase === 'incoming' ? 'dialer' : phase === 'ended' ? 'ended' : 'call';
}

customElements.define('landline-app', App);
