import { html, type TemplateResult } from 'lit';
import type { MicrophoneProblem } from '../microphone';
import type { Phone } from '../phone';
import { icon } from './icons';
import { t } from '../words/words';

/** What is wrong with the microphone, the remedy, and the ways on. */
export function microphoneNotice(phone: Phone, problem: MicrophoneProblem, answering: boolean): TemplateResult {
  return html`<div class="microphone" data-testid="microphone-problem" data-kind=${problem.kind}>
    <div class="notice bad" role="alert">
      ${icon('microphoneOff', 20)}<strong>${t(`microphone.${problem.kind}`)}</strong>
      <p>${t(`microphone.${problem.kind}-remedy`)}</p>
    </div>
    <div class="ways">
      <button
        type="button"
        class="button primary"
        data-testid="retry-microphone"
        @click=${() => phone.retryMicrophone()}
      >
        ${t('microphone.try-again')}
      </button>
      <button type="button" class="button quiet" data-testid="listen-only" @click=${() => phone.listenOnly()}>
        ${icon('ear', 20)}${answering ? t('microphone.answer-listening') : t('microphone.call-listening')}
      </button>
    </div>
  </div>`;
}
