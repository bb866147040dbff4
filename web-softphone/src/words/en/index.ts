import { calls } from './calls';
import { console } from './console';
import { people } from './people';
import { quality } from './quality';
import { settings } from './settings';
import { shell } from './shell';

export const en = { ...calls, ...console, ...people, ...quality, ...settings, ...shell } as const;
