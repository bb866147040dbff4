import { html, type TemplateResult } from 'lit';
import type { MicrophoneProblem } from '../microphone';
import type { Phone } from '../phone';
import { icon } from './icons';

/** What is wrong with the microphone, the remedy, and the ways on. */
export function microphoneNotice(phone: Phone, problem: MicrophoneProblem, answering: boolean): TemplateResult {
  return html`<div class="microphone" data-testid="microphone-problem" data-kind=${problem.kind}>
    <div class="notice bad" role="alert">
      ${icon('microphoneOff', 20)}<strong>${problem.title}</strong>
      <p>${problem.remedy}</p>
    </div>
    <div class="ways">
      <button
        type="button"
        class="button primary"
        data-testid="retry-microphone"
        @click=${() => phone.retryMicrophone()}
      >
        Try again
      </button>
      <button type="button" class="button quiet" data-testid="listen-only" @click=${() => phone.listenOnly()}>
        ${icon('ear', 20)}${answering ? 'Answer and only listen' : 'Call and only listen'}
      </button>
    </div>
  </div>`;
}
