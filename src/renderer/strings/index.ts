// The catalogue in use. A second language becomes a second file of the same shape.
export { en as text } from './en/index.ts';
export { clockTime, clockTimeExact, dayName, longSpan, moment, shortSpan, spans } from './time.ts';
