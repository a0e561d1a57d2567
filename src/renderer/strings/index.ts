// The catalogue in use: a folder for each language, the same shape in each.
export {
  direction,
  followDocument,
  languageInUse,
  languageNow,
  onLanguage,
  setLanguage,
  text,
} from './language.ts';
export { explanationOf } from './explanation.ts';
export {
  clockTime,
  clockTimeExact,
  dateName,
  dayName,
  longSpan,
  moment,
  nearMoment,
  shortSpan,
  shortSpans,
  weekdayName,
} from './time.ts';
