import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { enforcedRules as ofAgencies } from '@shanghai/agencies';
import { enforcedRules as ofCatalogue, readPolicyRules } from '@shanghai/catalogue';
import { enforcedRules as ofCertification } from '@shanghai/certification';
import { type RuleHome, clausesIn, isQuotedFrom } from '@shanghai/kernel';
import { subgraphTypeDefs } from '@shanghai/schema';
import { enforcedRules as ofSupervision } from '@shanghai/supervision';
import { Kind } from 'graphql';
import { readNotice, whyNoNotices } from '../quotations/notice-texts.js';
import { ROOT, filesThatWrite } from './ledger-files.js';

const homes = {
  agencies: ofAgencies,
  catalogue: ofCatalogue,
  certification: ofCertification,
  supervision: ofSupervision,
} satisfies Readonly<Record<string, readonly RuleHome[]>>;
const services = ['agencies', 'catalogue', 'certification', 'supervision'] as const;
const all = Object.entries(homes).flatMap(([service, some]) => some.map((home) => ({ ...home, service })));
const file = await readPolicyRules(new URL('../../services/catalogue/data/', import.meta.url));
if (!file.ok) throw new Error(JSON.stringify(file.faults));
const rows = file.rows;
const ids = new Set<string>(rows.map(({ _id }) => _id));

/** Services that are still to be built. */
const toCome = ['certification'];

/** Every field of every subgraph as `Type.field`. */
const fields = new Set(
  services.flatMap((service) =>
    subgraphTypeDefs(service).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION
        ? (definition.fields ?? []).map((field) => `${definition.name.value}.${field.name.value}`)
        : [],
    ),
  ),
);

describe('the ledger', () => {
  test('has a home for every row in at least one service', () => {
    expect(rows.map(({ _id }) => _id).filter((id) => !all.some(({ rule }) => rule === id))).toEqual([]);
  });

  test('has a row for every rule that a service says it has', () => {
    expect(all.filter(({ rule }) => !ids.has(rule))).toEqual([]);
  });

  test('leaves nothing to come but where it is still to be built', () => {
    const planned = all.filter(({ enforcement }) => enforcement === 'PLANNED');
    expect(planned.filter(({ service }) => !toCome.includes(service))).toEqual([]);
  });

  test('has every place it names', () => {
    const places = [...new Set(all.flatMap((home) => home.places))];
    expect(places.filter((place) => place.includes('/') && !existsSync(join(ROOT, place)))).toEqual([]);
    expect(places.filter((place) => !place.includes('/') && !fields.has(place))).toEqual([]);
  });

  test('names places for what is carried out, and reasons for what is not', () => {
    const carried = ({ enforcement }: RuleHome) => enforcement === 'ENFORCED' || enforcement === 'QUERYABLE';
    expect(all.filter((home) => carried(home) !== home.places.length > 0)).toEqual([]);
    expect(all.filter((home) => carried(home) !== (home.reason === null))).toEqual([]);
  });
});

describe.each(services)('%s', (service) => {
  const written = filesThatWrite(service);
  const own: readonly RuleHome[] = homes[service];
  const carried = own.filter(({ places }) => places.length > 0);

  test('writes no rule that the ledger does not have', () => {
    expect(written.flatMap((one) => one.ids.filter((id) => !ids.has(id)).map((id) => `${one.path} ${id}`))).toEqual([]);
  });

  test('says of every rule that its code holds that it carries it out', () => {
    const said = new Set(carried.map(({ rule }) => rule));
    expect(written.flatMap((one) => one.ids.filter((id) => !said.has(id)).map((id) => `${one.path} ${id}`))).toEqual(
      [],
    );
  });

  test('says of no file of rows that it holds a rule that the code does not write', () => {
    const held = new Set(written.flatMap((one) => one.ids));
    const rowFiles = carried.filter(({ places }) => places.some((place) => place.startsWith(`services/${service}/`)));
    // Said by hand, since another row carries it out.
    const byHand = ['AGY-025', 'REC-018'];
    // The paragraphs of the texts that are signed are numbered by their places.
    const isNumbered = (id: string): boolean => service === 'agencies' && /^CMT-[12]0\d$/.test(id);
    expect(
      rowFiles.map(({ rule }) => rule).filter((id) => !held.has(id) && !byHand.includes(id) && !isNumbered(id)),
    ).toEqual([]);
  });
});

describe(whyNoNotices === null ? 'the notice' : `the notice (${whyNoNotices})`, () => {
  const testOrSkip = whyNoNotices === null ? test : test.skip;

  testOrSkip('prints the words of every clause of the ledger', () => {
    const clauses = rows.flatMap((row) => row.clauses.map((clause) => ({ ...clause, rule: row._id })));
    expect(clauses.length).toBeGreaterThan(300);
    expect(clauses.filter(({ notice, quote }) => !isQuotedFrom(readNotice(notice), quote))).toEqual([]);
  });
});

test('a row is without clauses only where the notices are silent', () => {
  expect(rows.filter((row) => clausesIn(row).length === 0).map(({ _id }) => _id)).toEqual(['FIL-003', 'CMP-021']);
});
