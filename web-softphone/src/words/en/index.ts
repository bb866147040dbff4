import { calls } from './calls';
import { console } from './console';
import { quality } from './quality';
import { shell } from './shell';

export const en = { ...calls, ...console, ...quality, ...shell } as const;
