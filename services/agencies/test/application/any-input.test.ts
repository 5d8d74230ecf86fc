import { expect, test } from '@jest/globals';
import { addDays, addYears, day, refusalsOf } from '@shanghai/kernel';
import fc from 'fast-check';
import { judgeDraft } from '../../dist/application/applicant-rules.js';
import type { JudgedForm } from '../../dist/application/application.js';
import { judgeLetter } from '../../dist/application/letter-rules.js';
import { judgeSubmission } from '../../dist/application/submission-rules.js';
import { barista, earlier, judgedForm, lawful, material, verdictsOf } from '../application-facts.js';

const runs = { numRuns: process.env['DEEP'] === '1' ? 5_000 : 200 };

const text = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constantFrom('', ' ', '咖啡师', '2025-06-31', '__proto__', '（', '4-03-02-08', '\u202e', '0'.repeat(64)),
);
const blankOrText = fc.option(text);
const yesNo = fc.option(fc.boolean());
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, Number.NaN, 2 ** 53));

const form: fc.Arbitrary<Partial<JudgedForm>> = fc.record(
  {
    name: text,
    unifiedSocialCreditCode: blankOrText,
    registrationCity: blankOrText,
    registrationDistrict: blankOrText,
    isIndependentLegalPerson: yesNo,
    isGovernmentAffiliated: yesNo,
    isDecoupled: yesNo,
    items: fc.array(
      fc.record({ fullName: text, code: blankOrText, levels: fc.array(text), standardName: blankOrText }).map(barista),
      { maxLength: 4 },
    ),
    sites: fc.array(
      fc.record({
        name: text,
        address: text,
        district: text,
        itemNames: fc.array(text, { maxLength: 3 }),
        hasVideoSurveillance: yesNo,
      }),
      { maxLength: 4 },
    ),
    materials: fc.array(
      fc
        .record({ type: text, name: text, sizeBytes: number, sha256: text, reference: text, itemName: blankOrText })
        .map((one) => material(one.type, 1, one)),
      { maxLength: 8 },
    ),
    declaration: fc.option(fc.record({ accepted: fc.boolean(), signatory: text, signedOn: text })),
  },
  { requiredKeys: [] },
);
const at = fc.integer({ min: 0, max: 1_200 }).map((days) => addDays(day('2024-01-01'), days));

test('whatever is typed into a form is judged and never throws, and every open question names its fact', () => {
  fc.assert(
    fc.property(form, at, fc.boolean(), (changed, on, hasList) => {
      const facts = lawful({ at: on, form: changed, ...(hasList ? {} : { items: null }) });
      for (const found of judgeSubmission(facts)) {
        expect(found.message).not.toBe('');
        expect(found.verdict === 'UNDETERMINED').toBe('missing' in found);
      }
      expect(refusalsOf(judgeDraft(judgedForm(changed), on)).every(({ path }) => path.length === 1)).toBe(true);
    }),
    runs,
  );
});

test('whatever is typed into a letter is judged and never throws', () => {
  const letter = fc.record({ itemNames: fc.array(text), dutiesParagraph: blankOrText, sealedOn: text });
  fc.assert(
    fc.property(letter, at, (given, on) => expect(judgeLetter(given, judgedForm(), on).length).toBeGreaterThan(0)),
    runs,
  );
});

test('a lock lasts from the day it is set off to the corresponding day of the next year (AGY-021, AGY-022)', () => {
  const after = fc.integer({ min: -10, max: 400 });
  fc.assert(
    fc.property(at, after, (endedOn, days) => {
      const on = addDays(endedOn, days);
      const locked = endedOn <= on && on <= addYears(endedOn, 1);
      const verdict = (status: 'ABANDONED' | 'FAILED_AGENCY', rule: 'AGY-021' | 'AGY-022') =>
        verdictsOf(rule, { at: on, earlier: [earlier({ status, endedOn })] })[0];
      expect(verdict('ABANDONED', 'AGY-021')).toBe(on < '2024-08-19' ? 'NOT_APPLICABLE' : locked ? 'FAIL' : 'PASS');
      expect(verdict('FAILED_AGENCY', 'AGY-022')).toBe(on < '2025-03-20' ? 'NOT_APPLICABLE' : locked ? 'FAIL' : 'PASS');
    }),
    runs,
  );
});
