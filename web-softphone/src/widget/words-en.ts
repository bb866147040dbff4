import { calls } from '../words/en/calls';
import { failures } from '../words/en/failures';
import { microphone } from '../words/en/microphone';
import { phone } from '../words/en/phone';
import { shell } from '../words/en/shell';

/** What the widget says, in the place of all that the page says; the widget's build puts it there. */
export const en = { ...calls, ...failures, ...microphone, ...phone, ...shell } as const;
