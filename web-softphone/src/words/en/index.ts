import { calls } from './calls';
import { console } from './console';
import { quality } from './quality';
import { settings } from './settings';
import { shell } from './shell';

export const en = { ...calls, ...console, ...quality, ...settings, ...shell } as const;
