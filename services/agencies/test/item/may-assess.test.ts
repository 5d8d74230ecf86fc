import { expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { mayAssessOn } from '../../dist/item/may-assess-rules.js';
import { filed, listed } from '../facts.js';

const scope = { levels: [5, 4], from: null, to: null } as const;
const suspended = filed({ suspensions: [{ from: day('2025-06-01'), to: null }] });
const terminated = filed({ termination: { kind: 'ORDERED', reason: null, effectiveOn: day('2025-06-01') } });

test.each([
  ['a filing in force', { ...scope, facts: filed() }, '2025-06-01', null, 'YES'],
  ['a level it covers', { ...scope, facts: filed() }, '2025-06-01', 4, 'YES'],
  ['a level it does not cover', { ...scope, facts: filed() }, '2025-06-01', 3, 'NO'],
  ['the day before the filing', { ...scope, facts: filed() }, '2024-05-09', null, 'NO'],
  ['the day after its end', { ...scope, facts: filed() }, '2027-05-10', null, 'NO'],
  ['an item added later', { ...scope, facts: filed(), from: day('2025-06-02') }, '2025-06-01', null, 'NO'],
  ['the last day of an item', { ...scope, facts: filed(), to: day('2025-06-01') }, '2025-06-01', null, 'YES'],
  ['an item taken out', { ...scope, facts: filed(), to: day('2025-05-31') }, '2025-06-01', null, 'NO'],
  ['a suspended filing', { ...scope, facts: suspended }, '2025-06-01', null, 'NO'],
  ['a terminated filing', { ...scope, facts: terminated }, '2025-06-01', null, 'NO'],
  ['a filing listed without validity', { ...scope, facts: listed }, '2025-06-01', null, 'UNDETERMINED'],
  ['a filing listed three years ago', { ...scope, facts: listed }, '2027-01-24', null, 'UNDETERMINED'],
  ['a listed filing at a level it does not cover', { ...scope, facts: listed }, '2025-06-01', 1, 'NO'],
] as const)('%s', (_, item, on, level, answer) => {
  const { mayAssess, reason } = mayAssessOn(item, day(on), level);
  expect(mayAssess).toBe(answer);
  expect(reason).not.toBe('');
});
