import { html, type TemplateResult } from 'lit';
import type { MicrophoneProblem } from '../microphone';
import type { Phone } from '../phone';
import { icon } from './icons';
import { t } from '../words/words';

/** In the catalogue of errors. */
const NUMBERS: Readonly<Record<MicrophoneProblem['kind'], number>> = {
  blocked: 4101,
  missing: 4102,
  gone: 4102,
  'in-use': 4103,
  unknown: 4103,
  'insecure-page': 4104,
};

/** What is wrong with the microphone, the remedy, and the ways on. */
export function microphoneNotice(phone: Phone, problem: MicrophoneProblem, answering: boolean): TemplateResult {
  return html`<div class="microphone" data-testid="microphone-problem" data-kind=${problem.kind}>
    <div class="notice bad" role="alert">
      ${icon('microphoneOff', 20)}<strong>${t(`microphone.${problem.kind}`)}</strong>
      <p>
        ${t(`microphone.${problem.kind}-remedy`)} <small>${t('phone.error-number')} ${NUMBERS[problem.kind]}</small>
      </p>
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
