import { beforeAll, describe, expect, test } from '@jest/globals';
import { instantAt } from '@shanghai/platform';
import { type Json, useGraph } from '../graph/graph.js';

const graph = useGraph();
const applicant = { sub: 'chen', role: 'AGENCY', agency: 'example-cafe' };
const centre = { sub: 'zhou', role: 'CENTRE' };
const pudong = { sub: 'pan', role: 'DISTRICT_BUREAU', district: '310115' };
const xuhui = { sub: 'xu', role: 'DISTRICT_BUREAU', district: '310104' };

/** The fields of an answer that every act of these tests looks at. */
const ACT = `
  ... on ApplicationActDone { application { id version status } isRepeated }
  ... on Refused { refusals { rule code path message clauses { item } } }
`;

const DRAFT = `mutation ($form: ApplicationFormInput!, $key: IdempotencyKey!) {
  draftApplication(form: $form, idempotencyKey: $key) { ${ACT} }
}`;

const act = (name: string, more = '') => `mutation ($id: ID!, $version: Int!, $key: IdempotencyKey!) {
  ${name}(id: $id, version: $version, idempotencyKey: $key${more}) { ${ACT} }
}`;

const site = { name: '浦东考核点', address: '示例路1号', district: '310115', itemNames: ['咖啡师'] };
const form = { name: '示例咖啡学校', items: [{ fullName: '咖啡师', levels: ['5'] }], sites: [site] };

let keys = 0;
const key = () => `bad-input-${++keys}`;

async function draft(given: object = form, as: typeof applicant = applicant): Promise<Json> {
  const { data, errors } = await graph().as(as)(DRAFT, { form: given, key: key() });
  expect(errors).toEqual([]);
  return data.draftApplication.application;
}

beforeAll(() => {
  graph().clock.set(instantAt(Date.UTC(2025, 2, 24, 1)));
});

describe('BAD-INPUTS 27: a mutation', () => {
  test.each([
    ['without an idempotency key', {}],
    ['with a key that is too short', { key: 'a' }],
    ['with a key that is no text', { key: 12345678 }],
    ['with a key that carries an operator', { key: { $ne: null } }],
  ])('%s is refused before anything is done', async (_, given) => {
    const { data, errors } = await graph().as(applicant)(DRAFT, { form, ...given });
    expect(data ?? null).toBeNull();
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });

  test('with a key that was used for another payload is CONFLICT, and for the same gets the first answer', async () => {
    const ask = graph().as(applicant);
    const variables = { form, key: key() };
    const first = await ask(DRAFT, variables);
    const other = await ask(DRAFT, { ...variables, form: { ...form, name: '示例另一学校' } });
    const { id, version } = first.data.draftApplication.application;
    await ask(act('withdrawApplication'), { id, version, key: key() });
    const again = await ask(DRAFT, variables);
    expect(other.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', argument: 'idempotencyKey' });
    expect(again.data.draftApplication).toEqual({ ...first.data.draftApplication, isRepeated: true });
  });
});

describe('BAD-INPUTS 28: two at once', () => {
  test('on the same version: one is done, the other is told the version that is', async () => {
    const { id, version } = await draft();
    const revise = `mutation ($id: ID!, $version: Int!, $form: ApplicationFormInput!, $key: IdempotencyKey!) {
      reviseApplication(id: $id, version: $version, form: $form, idempotencyKey: $key) { ${ACT} }
    }`;
    const answers = await Promise.all(
      ['示例甲校', '示例乙校'].map(async (name) =>
        graph().as(applicant)(revise, { id, version, form: { ...form, name }, key: key() }),
      ),
    );
    const conflicts = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions));
    expect([version, conflicts]).toMatchObject([1, [{ code: 'CONFLICT', currentVersion: 2 }]]);
  });
});

describe('BAD-INPUTS 29: a step that is not in the machine', () => {
  test('is refused with its rule, its code and its clause, and leaves nothing', async () => {
    const { id, version } = await draft();
    const { data } = await graph().as(centre)(act('acceptApplication'), { id, version, key: key() });
    expect(data.acceptApplication.refusals).toMatchObject([{ rule: 'AGY-032', code: 'ILLEGAL_TRANSITION' }]);
    expect(data.acceptApplication.refusals[0].clauses).not.toEqual([]);
    const after = await graph().as(centre)(
      `query ($id: ID!) { agencyApplication(id: $id) { version status history { totalCount } } }`,
      { id },
    );
    expect(after.data.agencyApplication).toEqual({ version, status: 'DRAFT', history: { totalCount: 1 } });
  });
});

describe('BAD-INPUTS 24: the id of an application of another district', () => {
  test('is null to read, and no such application to act on, as one that does not exist', async () => {
    const { id, version } = await draft();
    const read = 'query ($id: ID!) { agencyApplication(id: $id) { id } }';
    const sites = `mutation ($id: ID!, $version: Int!, $key: IdempotencyKey!) {
      recommendSites(id: $id, version: $version, siteNames: ["浦东考核点"], idempotencyKey: $key) { ${ACT} }
    }`;
    const [mine, others] = [graph().as(pudong), graph().as(xuhui)];
    expect((await mine(read, { id })).data).toEqual({ agencyApplication: { id } });
    expect((await others(read, { id })).data).toEqual({ agencyApplication: null });
    const refused = await Promise.all(
      [id, 'application-00000000000000000000'].map(async (one) => others(sites, { id: one, version, key: key() })),
    );
    expect(refused.map(({ errors }) => errors.map(({ extensions }) => extensions))).toEqual([
      [expect.objectContaining({ code: 'BAD_USER_INPUT', argument: 'id' })],
      [expect.objectContaining({ code: 'BAD_USER_INPUT', argument: 'id' })],
    ]);
  });
});

describe('what is typed into a form', () => {
  /** Every finding that fails for a form, as `CODE path`. */
  async function faults(given: object): Promise<readonly string[]> {
    const { data, errors } = await graph().as(applicant)(
      `query ($form: ApplicationFormInput!) {
        checkApplication(form: $form) { findings(verdict: [FAIL]) { code path } }
      }`,
      { form: given },
    );
    expect(errors).toEqual([]);
    return data.checkApplication.findings.map(({ code, path }: Json) => `${code} ${path.join('.')}`.trim());
  }

  const item = { fullName: '咖啡师', code: '4-03-02-08', levels: ['5'] };
  const material = { type: 'WORK_PLAN', name: 'a.pdf', sizeBytes: 1, sha256: 'a'.repeat(64), reference: 'r' };
  const declaration = { accepted: true, signatory: '示例', signedOn: '2025-03-24' };

  test.each([
    [
      'BAD-INPUTS 30',
      'a credit code with another check character',
      { unifiedSocialCreditCode: '51310000MJ0000001A' },
      'INVALID_USCC unifiedSocialCreditCode',
    ],
    [
      'BAD-INPUTS 32',
      'a code that is none',
      { items: [{ ...item, code: '6-31-07-3' }] },
      'INVALID_OCCUPATION_CODE items.0.code',
    ],
    [
      'BAD-INPUTS 32',
      'an occupation of the catalogue of 2024 alone',
      { items: [{ ...item, fullName: '钳工', code: null }] },
      'NOT_IN_ROUND_SCOPE items.0.fullName',
    ],
    [
      'BAD-INPUTS 33',
      'a level that there is not',
      { items: [{ ...item, levels: ['6'] }] },
      'INVALID_LEVEL_SET items.0.levels',
    ],
    [
      'BAD-INPUTS 33',
      'a level in words',
      { items: [{ ...item, levels: ['特级'] }] },
      'INVALID_LEVEL_SET items.0.levels',
    ],
    [
      'BAD-INPUTS 33',
      'a level twice',
      { items: [{ ...item, levels: ['4', '4'] }] },
      'INVALID_LEVEL_SET items.0.levels',
    ],
    [
      'BAD-INPUTS 34',
      '31 June',
      { declaration: { ...declaration, signedOn: '2025-06-31' } },
      'INVALID_DAY declaration.signedOn',
    ],
    [
      'BAD-INPUTS 34',
      'a serial number of a spreadsheet',
      { declaration: { ...declaration, signedOn: '45740' } },
      'INVALID_DAY declaration.signedOn',
    ],
    [
      'BAD-INPUTS 34',
      'a day after that of the submission',
      { declaration: { ...declaration, signedOn: '2025-03-25' } },
      'DAY_IN_FUTURE declaration.signedOn',
    ],
    ['this form', 'the same item twice', { items: [item, item] }, 'DUPLICATE_CATALOGUE_ITEM items.1.fullName'],
    [
      'this form',
      'a material of no kind',
      { materials: [{ ...material, type: 'ESSAY' }] },
      'UNKNOWN_MATERIAL_TYPE materials.0.type',
    ],
    [
      'this form',
      'a file of no size',
      { materials: [{ ...material, sizeBytes: 0 }] },
      'INVALID_MATERIAL_SIZE materials.0.sizeBytes',
    ],
    [
      'this form',
      'a checksum that is none',
      { materials: [{ ...material, sha256: 'abc' }] },
      'INVALID_CHECKSUM materials.0.sha256',
    ],
    [
      'this form',
      'one checksum for two files',
      { materials: [material, { ...material, type: 'CREDIT_EVIDENCE' }] },
      'CHECKSUM_REUSED materials.1.sha256',
    ],
  ])('%s: %s is a finding with its place, among all the others', async (_row, _what, changed, fault) => {
    const found = await faults({ ...form, ...changed });
    expect(found).toContain(fault);
    expect(found.length).toBeGreaterThan(5);
  });

  test('BAD-INPUTS 32: a name of the catalogue of 2024 is told what has succeeded it', async () => {
    const { data } = await graph().as(applicant)(
      `query ($form: ApplicationFormInput!) {
        checkApplication(form: $form) { findings(verdict: [FAIL]) { code facts { name value } } }
      }`,
      { form: { ...form, items: [{ fullName: '物流师', levels: ['3'] }] } },
    );
    const [scope] = data.checkApplication.findings.filter(({ code }: Json) => code === 'NOT_IN_ROUND_SCOPE');
    expect(JSON.stringify(scope.facts)).toContain('物流服务师');
  });

  test.each([
    ['direction characters', { name: '示例\u202e校学' }],
    ['65,000 characters', { name: '示'.repeat(65_000) }],
    ['51 items', { items: Array.from({ length: 51 }, () => item) }],
  ])('BAD-INPUTS 36: a form with %s is BAD_USER_INPUT and is not kept', async (_, changed) => {
    const { errors } = await graph().as(applicant)(DRAFT, { form: { ...form, ...changed }, key: key() });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  });

  test('BAD-INPUTS 36: characters of four bytes are kept exactly', async () => {
    const { id } = await draft({ ...form, name: '示例𠮷野家学校' });
    const { data } = await graph().as(applicant)('query ($id: ID!) { agencyApplication(id: $id) { applicantName } }', {
      id,
    });
    expect(data.agencyApplication.applicantName).toBe('示例𠮷野家学校');
  });
});
