import type { Sentences } from '../words';
import { shell } from './shell';

export const ar: Sentences = { ...shell };
