import { describe, expect, test } from '@jest/globals';
import { districts } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';
import { useCatalogue } from '../catalogue.js';
import { actsOn, recommendationIn } from './life.js';
import { callers } from './recommendations.js';

const catalogue = useCatalogue();
const acts = actsOn(() => catalogue().connection);

const FIELDS =
  'id version status submittedAt endReason form { formNo contactName } objections { no } history { totalCount }';
const QUESTION = `query ($ids: [_Any!]!, $a: ID!, $b: ID!) {
  all: occupationRecommendations(first: 100) { totalCount nodes { ${FIELDS} } edges { node { id } } }
  drafts: occupationRecommendations(statuses: [DRAFT], first: 100) { totalCount nodes { id } }
  form: occupationRecommendations(formNo: "示例共号", first: 100) { totalCount nodes { id } }
  one: occupationRecommendation(id: $a) { ${FIELDS} }
  absent: occupationRecommendation(id: $b) { ${FIELDS} }
  _entities(representations: $ids) { ... on OccupationRecommendation { ${FIELDS} } }
}`;

describe('SECURITY 1: recommendations', () => {
  test('of others do not exist for any of 16 districts: lists, counts, look-ups, references', async () => {
    const ids = new Map<string, string>();
    for (const { code } of districts) {
      const { _id } = await recommendationIn(acts, 'DRAFT', { form: { formNo: '示例共号' }, caller: districtOf(code) });
      ids.set(code, _id);
    }
    const { _id: ofIndustry } = await recommendationIn(acts, 'DRAFT', {
      form: { formNo: '示例共号' },
      caller: callers.industry,
    });
    const all = [...ids.values(), ofIndustry, 'absent'];
    for (const [code, own] of ids) {
      const told = await askedBy(districtOf(code), all);
      expect([told.all.totalCount, told.drafts.totalCount, told.form.totalCount]).toEqual([1, 1, 1]);
      expect(idsIn(told)).toEqual([own]);
    }
    expect(idsIn(await askedBy(callers.industry, all))).toEqual([ofIndustry]);
    expect(idsIn(await askedBy(callers.otherIndustry, all))).toEqual([]);
    expect(idsIn(await askedBy(callers.centre, all)).sort()).toEqual(all.slice(0, -1).sort());
  });

  test.each(['public', 'agency', 'superior'] as const)('are forbidden to %s as a whole', async (name) => {
    const { errors } = await catalogue().ask('{ occupationRecommendations { totalCount } }', {}, callers[name]);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  });

  test('a contact is shown to the Centre for a purpose that the journal keeps, and to no recommender', async () => {
    const { _id } = await recommendationIn(acts, 'PUBLICITY');
    await acts.objectToRecommendation(_id);
    const query = `mutation ($no: Int, $key: IdempotencyKey!) { unmaskRecommendationContact(id: "${_id}", objectionNo: $no,
      purpose: "核实异议内容", idempotencyKey: $key) { name contact } }`;
    const asked = async (caller: Caller, no: number | null, key: string) => catalogue().ask(query, { no, key }, caller);
    const ofForm = await asked(callers.centre, null, 'unmask-form-1');
    expect(ofForm.data.unmaskRecommendationContact).toEqual({ name: '王示例', contact: '13800001234' });
    const ofObjector = await asked(callers.centre, 1, 'unmask-objector-1');
    expect(ofObjector.data.unmaskRecommendationContact).toEqual({ name: null, contact: '13900001234' });
    expect((await asked(callers.centre, 2, 'unmask-nobody-1')).errors[0]!.extensions['code']).toBe('BAD_USER_INPUT');
    expect((await asked(callers.pudong, null, 'unmask-own-1')).errors[0]!.extensions['code']).toBe('FORBIDDEN');
  });
});

async function askedBy(caller: Caller, all: readonly string[]) {
  const representations = all.map((id) => ({ __typename: 'OccupationRecommendation', id }));
  const variables = { ids: representations, a: all[0], b: 'absent' };
  return (await catalogue().ask(QUESTION, variables, caller)).data;
}

/** Every id that stands anywhere in an answer, once. */
function idsIn(told: unknown): string[] {
  return [...new Set(JSON.stringify(told).match(/recommendation-[0-9a-f]{20}/g) ?? [])];
}

function districtOf(code: string): Caller {
  return { ...publicCaller, role: 'DISTRICT_BUREAU', subject: code, scopes: { district: code } };
}
