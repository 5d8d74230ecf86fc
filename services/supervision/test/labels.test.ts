import { expect, test } from '@jest/globals';
import { subgraphTypeDefs } from '@shanghai/schema';
import { Kind } from 'graphql';
import {
  inspectionKinds,
  inspectionMethods,
  inspectionTopics,
  territorialLimbs,
  violationTiers,
} from '../dist/index.js';

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

test.each(labels)('every value of %s is a row, in that order, with the Chinese term of the contract', (name, rows) => {
  expect(rows).toEqual(termsOf(name));
});

/** The values of an enum with what stands before the colon of their descriptions. */
function termsOf(name: string): Labelled {
  for (const definition of subgraphTypeDefs('supervision').definitions)
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === name)
      return (definition.values ?? []).map((value) => [value.name.value, value.description!.value.split(':')[0]!]);
  return [];
}
