// A step of an exchange, as it was written down in English, in the language of whoever reads it.
import { displayText, reasonIn, wayIn } from '#krb5';
import type { ExchangeStep, Language } from '#shared';

export function stepIn(language: Language, step: ExchangeStep): ExchangeStep {
  switch (step.type) {
    case 'silent':
    case 'dropped':
      return { ...step, reason: displayText(reasonIn(language, step.reason)).slice(0, 300) };
    case 'canonical':
      return { ...step, how: displayText(wayIn(language, step.how)).slice(0, 2_000) };
    case 'failed':
      return { ...step, message: step.translations?.[language] ?? step.message };
    default:
      return step;
  }
}
