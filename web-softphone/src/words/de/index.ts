import type { Sentences } from '../words';
import { calls } from './calls';
import { console } from './console';
import { people } from './people';
import { quality } from './quality';
import { settings } from './settings';
import { shell } from './shell';

export const de: Sentences = { ...calls, ...console, ...people, ...quality, ...settings, ...shell };
