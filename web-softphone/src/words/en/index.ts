import { calls } from './calls';
import { shell } from './shell';

export const en = { ...calls, ...shell } as const;
