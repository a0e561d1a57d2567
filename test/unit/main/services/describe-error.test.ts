import { describe, expect, it } from 'vitest';
import { describeError, describeFault, ServiceError } from '../../../../src/main/services/describe-error.ts';
import { serviceWords } from '../../../../src/main/services/words.ts';
import { setLanguage } from '../../../../src/renderer/strings/index.ts';
import { explanationOf } from '../../../../src/renderer/strings/explanation.ts';
import { errorDto } from '../../../../src/shared/errors.ts';
import { errorSamples } from '../../krb5/error-samples.ts';

const other = [new ServiceError('UNKNOWN', (words) => words.ticketGone), new TypeError('a fault of ours')];

describe('an error on its way to the window', () => {
  it.each([...errorSamples, ...other].map((error) => [String(error), error]))(
    '%s is told in each language',
    (_, error) => {
      const dto = errorDto.parse(describeError(error));
      const { de } = dto.translations ?? {};
      expect(de?.whatHappened).not.toBe(dto.explanation.whatHappened);
      expect(de?.whatToDo).not.toEqual(dto.explanation.whatToDo);
      expect(de?.who).not.toBe(dto.explanation.who);
      expect(de?.whatToDo).toHaveLength(dto.explanation.whatToDo.length);
    },
  );

  it('at the border tells nothing but where it was, in each language', () => {
    const dto = errorDto.parse(describeFault('BAD_INPUT', 'settings.update quietHours'));
    expect(dto.explanation.helpdesk).toEqual(['BAD_INPUT in settings.update quietHours']);
    expect(dto.translations?.de?.who).toBe(serviceWords('de').who.makers);
  });

  it('is shown in the language in use, also when it was written down before that language was chosen', async () => {
    const dto = describeError(new ServiceError('UNKNOWN', (words) => words.identityGone));
    expect(explanationOf(dto).whatHappened).toBe('This identity is no longer there.');
    await setLanguage('de');
    expect(explanationOf(dto).whatHappened).toBe('Diese Identität ist nicht mehr da.');
    const { translations: _, ...before } = dto;
    expect(explanationOf(before).whatHappened).toBe('This identity is no longer there.');
    await setLanguage('en');
  });
});

describe('the services’ words', () => {
  it('are other words in German', () => {
    const said = (words: object): string[] =>
      Object.values(words).flatMap((word: unknown) =>
        typeof word === 'object' && word !== null ? said(word) : [String(word)],
      );
    const english = said(serviceWords('en'));
    expect(said(serviceWords('de')).filter((word, at) => word === english[at] || word === '')).toEqual([]);
  });
});
