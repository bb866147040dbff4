import type { Sentences } from '../words';
import { calls } from './calls';
import { console } from './console';
import { quality } from './quality';
import { settings } from './settings';
import { shell } from './shell';

export const de: Sentences = { ...calls, ...console, ...quality, ...settings, ...shell };
