import type { Sentences } from '../words';
import { calls } from './calls';
import { check } from './check';
import { console } from './console';
import { failures } from './failures';
import { forward } from './forward';
import { microphone } from './microphone';
import { people } from './people';
import { phone } from './phone';
import { quality } from './quality';
import { settings } from './settings';
import { shell } from './shell';
import { support } from './support';
import { texts } from './texts';

export const ar: Sentences = {
  ...calls,
  ...check,
  ...console,
  ...failures,
  ...forward,
  ...microphone,
  ...people,
  ...phone,
  ...quality,
  ...settings,
  ...shell,
  ...support,
  ...texts,
};
