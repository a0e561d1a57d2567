import { EventEmitter } from 'node:events';
import { strict } from './strict.ts';

/** Tells of nothing by itself: a test emits `suspend`, `resume`, `lock-screen` and the rest. */
export const powerMonitor = strict('powerMonitor', new EventEmitter());
