import { expect, test } from '@jest/globals';
import { enumLabels } from '@shanghai/schema';
import { inspectionKinds, inspectionMethods, inspectionTopics } from '../dist/inspection/inspection-rules.js';
import { territorialLimbs } from '../dist/territory/territorial-limbs.js';
import { violationTiers } from '../dist/violation/tier-rules.js';

type Labelled = readonly (readonly [string, string])[];

const labels: readonly (readonly [string, Labelled])[] = [
  ['InspectionKind', inspectionKinds.map(({ kind, label }) => [kind, label])],
  ['InspectionMethod', inspectionMethods.map(({ method, label }) => [method, label])],
  ['InspectionTopic', inspectionTopics.map(({ topic, label }) => [topic, label])],
  ['ViolationTier', violationTiers.map(({ tier, label }) => [tier, label])],
  [
    'Measure',
    violationTiers.flatMap(({ measures }) => measures.map(({ measure, label }) => [measure, label] as const)),
  ],
  ['TerritorialLimb', territorialLimbs.map(({ limb, label }) => [limb, label])],
];

test.each(labels)('every value of %s is one row with the Chinese term of the contract', (name, rows) => {
  const terms = enumLabels().filter((one) => one.enum === name);
  expect(rows).toHaveLength(terms.length);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(terms.map(({ value, label }) => [value, label])));
});
