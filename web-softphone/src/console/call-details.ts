import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { CallDetails as Details, Colleague, Note, Recording } from '../api/types';
import type { Phone, PhoneState } from '../phone';
import { icon } from '../views/icons';
import './recording-player';
import { shared } from '../views/styles';
import { t } from '../words/words';
import { dateAndTime, length, otherSide, sideName } from './format';
import { loaded, LOADING, show, type Loaded } from './loaded';
import { consoleStyles } from './styles';

/** All that is known about one call that is over: why it ended, how it sounded, notes, tags, recordings. */
export class CallDetails extends LitElement {
  static override properties = {
    phone: { attribute: false },
    state: { attribute: false },
    call: { type: String },
    details: { state: true },
    colleagues: { state: true },
    problem: { state: true },
  };
  static override styles = [
    shared,
    consoleStyles,
    css`
      .panel {
        display: grid;
        gap: 12px;
      }

      .note {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        padding-block: 8px;
        border-block-end: 1px solid var(--line);
      }

      .note p {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }

      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      .tag {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        padding-inline-start: 12px;
        border-radius: 999px;
        background: var(--accent-tint);
        color: var(--accent);
      }

      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      form input,
      form textarea {
        flex: 1 1 200px;
        min-width: 0;
      }
    `,
  ];

  declare phone: Phone;
  declare state: PhoneState;
  declare call: string;
  declare details: Loaded<Details>;
  declare colleagues: readonly Colleague[];
  declare problem: string | null;

  constructor() {
    super();
    this.details = LOADING;
    this.colleagues = [];
    this.problem = null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('call')) {
      void this.load();
    }
  }

  override render() {
    return show(
      this.details,
      (details) => this.view(details),
      () => void this.load(),
    );
  }

  private view(call: Details) {
    const other = otherSide(call, this.state.me?.user ?? null);
    return html`<section class="panel" data-testid="call-details">
        <div class="head">
          <h2><bdi>${sideName(other)}</bdi></h2>
          <button
            type="button"
            class="button go"
            data-testid="call-back"
            @click=${() => this.phone.dial(other.address, other.name === '' ? null : other.name)}
          >
            ${icon('phone', 20)}${t('console.call-back')}
          </button>
        </div>
        <p>
          ${t(`console.direction-${call.direction}`)}, ${t(`console.outcome-${call.outcome}`)},
          <time datetime=${call.started}>${dateAndTime(call.started)}</time>
        </p>
        <p class="soft">${t('console.waited', { wait: length(call.waitSeconds), talk: length(call.talkSeconds) })}</p>
        ${call.failure === null
          ? nothing
          : html`<p data-testid="call-failure">${t('console.reason', { ...call.failure })}</p>`}
        ${call.quality === null
          ? nothing
          : html`<p class="soft">${t('console.quality', { message: call.quality.message })}</p>
              <p class="soft">
                ${t('console.mos', {
                  caller: call.quality.callerMos.toFixed(1),
                  callee: call.quality.calleeMos.toFixed(1),
                })}
              </p>`}
        ${this.problem === null ? nothing : html`<p class="bad" role="alert">${this.problem}</p>`}
      </section>
      ${this.recordings(call.recordings)} ${this.tags(call)} ${this.notes(call.notes)} ${this.assignment(call)}`;
  }

  private recordings(recordings: readonly Recording[]) {
    return recordings.length === 0
      ? nothing
      : html`<section class="panel">
          <h3>${t('console.recordings')}</h3>
          ${recordings.map((recording) => {
            const name = t('console.recording-from', {
              time: dateAndTime(recording.started),
              length: length(recording.seconds),
            });
            return recording.state === 'kept'
              ? html`<p>${name}</p>
                  <landline-recording-player
                    label=${name}
                    .seconds=${recording.seconds}
                    src=${this.phone.api.address(`/recordings/${recording.id}`)}
                  ></landline-recording-player>`
              : html`<p class="soft">
                  ${name}: ${recording.state === 'deleted' ? t('console.recording-gone') : recording.message}
                </p>`;
          })}
        </section>`;
  }

  private tags(call: Details) {
    return html`<section class="panel">
      <h3>${t('console.tags')}</h3>
      <div class="tags">
        ${call.tags.map(
          (tag) =>
            html`<span class="tag" data-testid="tag"
              ><bdi>${tag}</bdi>
              <button
                type="button"
                class="icon-button"
                aria-label=${t('console.remove-tag', { tag })}
                @click=${() => this.tag(call.tags.filter((other) => other !== tag))}
              >
                ${icon('close', 16)}
              </button></span
            >`,
        )}
      </div>
      <form @submit=${(event: SubmitEvent) => this.onTag(event, call.tags)}>
        <input name="tag" maxlength="32" aria-label=${t('console.add-tag')} data-testid="new-tag" />
        <button type="submit" class="button" data-testid="add-tag">${t('console.add-tag')}</button>
      </form>
    </section>`;
  }

  private notes(notes: readonly Note[]) {
    return html`<section class="panel">
      <h3>${t('console.notes')}</h3>
      ${notes.length === 0 ? html`<p class="soft">${t('console.no-notes')}</p>` : nothing}
      <ul>
        ${notes.map(
          (note) =>
            html`<li class="note" data-testid="note">
              <p dir="auto">${note.text}</p>
              ${note.author === this.state.me?.user
                ? html`<button
                    type="button"
                    class="icon-button"
                    aria-label=${t('console.delete-note', { author: note.author })}
                    @click=${() => this.change('DELETE', `/notes/${note.id}`)}
                  >
                    ${icon('close', 18)}
                  </button>`
                : nothing}
              <span class="soft"
                >${t('console.note-by', { author: note.author, time: dateAndTime(note.created) })}</span
              >
            </li>`,
        )}
      </ul>
      <form @submit=${this.onNote}>
        <textarea
          name="text"
          rows="2"
          maxlength="4000"
          dir="auto"
          aria-label=${t('console.new-note')}
          data-testid="new-note"
        ></textarea>
        <button type="submit" class="button" data-testid="add-note">${t('console.add-note')}</button>
      </form>
    </section>`;
  }

  private assignment(call: Details) {
    return html`<section class="panel">
      <label
        >${t('console.assign')}
        <select data-testid="assignee" @change=${this.onAssign}>
          <option value="" ?selected=${call.assignment === null}>${t('console.nobody')}</option>
          ${this.colleagues.map(
            (colleague) =>
              html`<option value=${colleague.user} ?selected=${call.assignment?.assignee === colleague.user}>
                ${colleague.displayName}
              </option>`,
          )}
        </select></label
      >
    </section>`;
  }

  private onTag(event: SubmitEvent, tags: readonly string[]): void {
    const tag = this.taken(event, 'tag');
    if (tag !== '' && !tags.includes(tag)) {
      this.tag([...tags, tag]);
    }
  }

  private tag(tags: readonly string[]): void {
    void this.change('PUT', '/tags', { tags });
  }

  private onNote(event: SubmitEvent): void {
    const text = this.taken(event, 'text');
    if (text !== '') {
      void this.change('POST', '/notes', { text });
    }
  }

  private readonly onAssign = (event: Event): void => {
    const assignee = (event.target as HTMLSelectElement).value;
    void this.change('PUT', '/assignment', { assignee: assignee === '' ? null : assignee });
  };

  private taken(event: SubmitEvent, name: string): string {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = String(new FormData(form).get(name) ?? '').trim();
    form.reset();
    return text;
  }

  private async change(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> {
    const result = await loaded(this.phone.api.send(method, `/calls/${this.call}${path}`, body));
    this.problem = result.state === 'failed' ? result.reason : null;
    await this.load();
  }

  private async load(): Promise<void> {
    const asked = this.call;
    const [details, colleagues] = await Promise.all([
      loaded(this.phone.api.get<Details>(`/calls/${asked}`)),
      loaded(this.phone.api.get<{ colleagues: readonly Colleague[] }>('/colleagues')),
    ]);
    if (asked === this.call) {
      this.details = details;
      this.colleagues = colleagues.state === 'there' ? colleagues.value.colleagues : [];
    }
  }
}

customElements.define('landline-call-details', CallDetails);
