import { calls } from './calls';
import { console } from './console';
import { shell } from './shell';

export const en = { ...calls, ...console, ...shell } as const;
