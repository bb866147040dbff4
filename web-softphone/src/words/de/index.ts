import type { Sentences } from '../words';
import { calls } from './calls';
import { shell } from './shell';

export const de: Sentences = { ...calls, ...shell };
