import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import { historyOf, listEvents, publicCaller, readInstant } from '@shanghai/platform';
import { type ServedSubgraph, publishForTest, serveForTest } from '@shanghai/platform/testing';
import { findCertificatesById } from '../../dist/certificate/certificate-store.js';
import { receiveComparison } from '../../dist/comparison-case/acts/receive-comparison.js';
import { verifySourceCertificate } from '../../dist/comparison-case/acts/verify-source-certificate.js';
import { findComparisonsById } from '../../dist/comparison-case/comparison-store.js';
import type { RefusalGround, StoredComparison } from '../../dist/comparison-case/comparison-case.js';
import { certification } from '../../dist/subgraph.js';
import { filingChanged, span } from '../filing-scope/told-filings.js';
import {
  AGENCY,
  acting,
  answer,
  asked,
  comparisonActs,
  comparisonFiling,
  confirmer,
  done,
  fileAgency,
  mappingId,
  newKey,
  operator,
  person,
  reached,
  received,
  refusedBy,
  reviewer,
} from './comparison-acts.js';

let served: ServedSubgraph;
let version = 1;

beforeAll(async () => {
  served = await serveForTest(certification);
  await fileAgency(served);
  await fileAgency(served, 'agency-2');
});
afterAll(async () => served.stop());

/** Tells that the filing of the agency has changed. */
async function tell(over: Parameters<typeof comparisonFiling>[1]): Promise<void> {
  version += 1;
  await publishForTest(served.events, filingChanged(comparisonFiling(AGENCY, { version, ...over }), AGENCY));
  await served.settle();
}

const ended = { kind: 'ORDERED', effectiveOn: day('2026-10-01') } as const;
const standings = [
  [
    'suspended that day',
    { states: [span('ACTIVE', '2026-06-23', '2026-10-31'), span('SUSPENDED', '2026-11-01', null)] },
    ['FILING_SUSPENDED'],
  ],
  [
    'expired the day before',
    { states: [span('ACTIVE', '2026-06-23', '2026-10-31'), span('EXPIRED', '2026-11-01', null)] },
    ['FILING_EXPIRED'],
  ],
  [
    'terminated',
    {
      termination: ended,
      states: [span('ACTIVE', '2026-06-23', '2026-09-30'), span('TERMINATED', '2026-10-01', null)],
    },
    ['FILING_TERMINATED'],
  ],
  ['without the certificate', { scope: [] }, ['OUT_OF_FILING_SCOPE']],
  [
    'whose scope ended yesterday',
    { scope: comparisonFiling(AGENCY).scope.map((item) => ({ ...item, to: day('2026-10-31') })) },
    ['OUT_OF_FILING_SCOPE'],
  ],
  [
    'at another level than the certificate counts as',
    { scope: comparisonFiling(AGENCY).scope.map((item) => ({ ...item, levels: [5 as const] })) },
    ['OUT_OF_FILING_SCOPE'],
  ],
] as const;

describe('a request is received', () => {
  beforeEach(async () => tell({}));

  test('by an agency whose filing is in force and covers the certificate, with the clauses it rests on', async () => {
    const one = done(await received(served));
    expect(one).toMatchObject({ agencyId: AGENCY, filingId: `filing-of-${AGENCY}`, districts: ['310101'], level: 4 });
    expect(one).toMatchObject({ occupation: '智能楼宇管理员', operatedBy: 'operator', synthetic: true });
    const [row] = await historyOf(served.connection, `comparison-case/${one._id}`, { first: 1 });
    expect(row!.rules).toEqual(expect.arrayContaining(['CMP-016', 'CMP-002', 'FIL-004', 'CMP-020']));
  });

  test.each(standings)('by none whose filing is %s', async (_what, over, codes) => {
    await tell(over);
    expect(refusedBy(await received(served))).toEqual(codes);
  });

  test('by none that is not filed for comparison', async () => {
    expect(refusedBy(await received(served, {}, { by: person('operator', 'agency-nowhere') }))).toEqual(['NOT_FILED']);
    await fileAgency(served, 'agency-social', { type: 'SOCIAL_ORGANISATION' });
    expect(refusedBy(await received(served, {}, { by: person('operator', 'agency-social') }))).toEqual(['NOT_FILED']);
  });

  test('under the filing that is in force, where another has ended', async () => {
    const old = {
      filingId: 'filing-old',
      states: [span('ACTIVE', '2026-06-23', '2026-07-31'), span('TERMINATED', '2026-08-01', null)],
    };
    await fileAgency(served, AGENCY, old);
    expect(done(await received(served))).toMatchObject({ filingId: `filing-of-${AGENCY}` });
  });

  test('by none while what is known of filings is behind: the same request passes a little later', async () => {
    const request = asked();
    const behind = { ...acting(served, operator), lag: async () => Promise.resolve(10_000) };
    const key = newKey();
    expect(refusedBy(await receiveComparison(behind, request, key))).toEqual(['FILING_DATA_BEHIND']);
    done(await receiveComparison(acting(served, operator), request, key));
  });

  test.each([
    [
      'a certificate that no catalogue has',
      { mappingId: 'mapping-0' },
      ['NOT_IN_COMPARISON_CATALOGUE', 'OUT_OF_FILING_SCOPE'],
    ],
    ['a certificate that the agency is not filed for', { mappingId: mappingId(1, 1) }, ['OUT_OF_FILING_SCOPE']],
    ['an identity number with a wrong check', { idNumber: '310101199003070010' }, ['INVALID_ID_NUMBER']],
    ['an identity number of fifteen digits', { idNumber: '310101900307001' }, ['INVALID_ID_NUMBER']],
    ['a passport in small letters', { idKind: 'OTHER_DOCUMENT', idNumber: 'e1234567' }, ['INVALID_ID_NUMBER']],
    ['nobody', { name: ' ' }, ['FIELD_REQUIRED']],
    ['no number', { sourceNumber: ' ' }, ['FIELD_REQUIRED']],
    ['a certificate of tomorrow', { sourceIssuedOn: day('2026-11-02') }, ['SOURCE_ISSUED_LATER']],
  ] as const)('not for %s', async (_what, over, codes) => {
    expect(refusedBy(await received(served, over))).toEqual(codes);
  });

  test('not on the day before the notice', async () => {
    const codes = refusedBy(await received(served, {}, { now: readInstant('2026-06-22T04:00:00Z')! }));
    expect(codes).toEqual(['NOT_IN_COMPARISON_CATALOGUE', 'NOT_FILED']);
  });

  test('for a passport too', async () => {
    expect(done(await received(served, { idKind: 'OTHER_DOCUMENT', idNumber: 'E12345678' })).idKind).toBe(
      'OTHER_DOCUMENT',
    );
  });

  test('once for one key, and not with another payload', async () => {
    const [request, key] = [asked(), newKey()];
    const first = done(await receiveComparison(acting(served, operator), request, key));
    expect(await receiveComparison(acting(served, operator), request, key)).toMatchObject({
      isRepeated: true,
      comparisonCase: { _id: first._id, version: 1 },
    });
    const conflict = { extensions: { code: 'CONFLICT' } };
    await expect(
      receiveComparison(acting(served, operator), { ...request, name: '李示例' }, key),
    ).rejects.toMatchObject(conflict);
  });

  test('by nobody without a name, since duties could not be told apart', async () => {
    const nobody = { ...publicCaller, role: 'AGENCY', scopes: { agency: AGENCY } };
    await expect(received(served, {}, { by: nobody })).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

describe('one foreign certificate', () => {
  beforeAll(async () => tell({}));

  test('is compared once, at whichever agency and however its number is typed', async () => {
    done(await received(served, { sourceNumber: 'KNX 00-77' }));
    expect(refusedBy(await received(served, { sourceNumber: 'knx0077' }))).toEqual(['DUPLICATE_COMPARISON']);
    const other = { by: person('operator', 'agency-2') };
    expect(refusedBy(await received(served, { sourceNumber: 'KNX 0077' }, other))).toEqual(['DUPLICATE_COMPARISON']);
    // Another certificate of the same issuer has the same numbers.
    const advanced = { sourceNumber: 'KNX 0077', mappingId: mappingId(1, 7) };
    expect(refusedBy(await received(served, advanced))).toEqual(['DUPLICATE_COMPARISON']);
    expect(refusedBy(await received(served, { sourceNumber: 'KNX 0077', mappingId: mappingId(2, 1) }))).toEqual([]);
  });

  test('that was refused may be brought again', async () => {
    const first = await reached(served, 'REFUSED', { sourceNumber: 'KNX-again' });
    const second = done(await received(served, { sourceNumber: 'KNX-again' }));
    expect(second._id).not.toBe(first._id);
    expect(refusedBy(await received(served, { sourceNumber: 'KNX-again' }))).toEqual(['DUPLICATE_COMPARISON']);
  });

  test('that is certified stays so', async () => {
    await reached(served, 'CERTIFIED', { sourceNumber: 'KNX-stays' });
    expect(refusedBy(await received(served, { sourceNumber: 'KNX-stays' }))).toEqual(['DUPLICATE_COMPARISON']);
  });

  test('is compared once when many bring it at the same moment', async () => {
    const agencies = [AGENCY, 'agency-2'];
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async (_, at) =>
        received(served, { sourceNumber: 'KNX-at-once' }, { by: person('operator', agencies[at % 2]) }),
      ),
    );
    expect(outcomes.filter((one) => 'comparisonCase' in one)).toHaveLength(1);
    const refused = outcomes.filter((one) => 'refusals' in one);
    expect(refused.flatMap(refusedBy)).toEqual(Array.from({ length: 5 }, () => 'DUPLICATE_COMPARISON'));
  });
});

describe('four eyes: the same person', () => {
  const same = 'SEPARATION_OF_DUTY';

  test('who received it does not review it', async () => {
    const one = await reached(served, 'CERTIFICATE_VERIFIED');
    expect(refusedBy(await comparisonActs.reviewComparisonMaterials(served, one, { by: operator }))).toEqual([same]);
  });

  test('who asked the platform does not review it', async () => {
    const one = done(
      await comparisonActs.verifySourceCertificate(served, await reached(served, 'RECEIVED'), { by: reviewer }),
    );
    expect(refusedBy(await comparisonActs.reviewComparisonMaterials(served, one, { by: reviewer }))).toEqual([same]);
    done(await comparisonActs.reviewComparisonMaterials(served, one, { by: confirmer }));
  });

  test.each([
    ['received', operator],
    ['reviewed', reviewer],
  ])('who %s it does not certify it', async (_what, by) => {
    const one = await reached(served, 'MATERIALS_REVIEWED');
    expect(refusedBy(await comparisonActs.certifyComparison(served, one, { by }))).toEqual([same]);
    expect(refusedBy(await comparisonActs.certifyComparison(served, one))).toEqual([]);
  });
});

describe('what the platform answers', () => {
  async function stored(id: string): Promise<StoredComparison> {
    return (await findComparisonsById(served.connection, [id], {}))[0]!;
  }

  test('is kept check by check, what it does not say as open', async () => {
    const one = await reached(served, 'RECEIVED');
    const after = done(await comparisonActs.verifySourceCertificate(served, one, { answer: { isInForce: null } }));
    expect(after.verifications[0]).toMatchObject({ platform: '示例平台', result: 'GENUINE', askedBy: 'operator' });
    expect(after.verifications[0]!.checks.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'GENUINE PASS',
      'HOLDER PASS',
      'CERTIFICATE PASS',
      'IN_FORCE UNDETERMINED',
    ]);
  });

  test('may be that it cannot be determined, and asked again', async () => {
    const one = await reached(served, 'RECEIVED');
    const open = { answer: { result: 'CANNOT_BE_DETERMINED', holderMatches: null } } as const;
    const after = done(await comparisonActs.verifySourceCertificate(served, one, open));
    expect([after.status, after.verifications.length]).toEqual(['RECEIVED', 1]);
    const again = done(await comparisonActs.verifySourceCertificate(served, after));
    expect([again.status, again.verifications.length]).toEqual(['CERTIFICATE_VERIFIED', 2]);
  });

  test('refuses what is not genuine, and suggests a case (EVL-008)', async () => {
    const one = await reached(served, 'RECEIVED');
    done(
      await comparisonActs.verifySourceCertificate(served, one, {
        answer: { result: 'NOT_GENUINE', reference: 'CX-9' },
      }),
    );
    expect(await stored(one._id)).toMatchObject({
      ...{ status: 'REFUSED', suggestsCase: true, openHash: null },
      refusal: { ground: 'NOT_GENUINE', evidence: ['CX-9'], refusedBy: 'operator' },
    });
    await served.settle();
    const told = (await listEvents(served.events, 0, 10_000)).filter(({ type }) => type === 'comparison.changed');
    const last = JSON.parse(told.findLast(({ aggregate }) => aggregate.endsWith(one._id))!.payload) as object;
    expect(last).toMatchObject({ from: 'RECEIVED', to: 'REFUSED', suggestsCase: true, agencyId: AGENCY });
  });

  test.each([
    ['without a reference', { reference: ' ' }, ['FIELD_REQUIRED']],
    ['of tomorrow', { answeredOn: day('2026-11-02') }, ['PLATFORM_ANSWER_DAY']],
    ['of before the certificate was issued', { answeredOn: day('2025-05-05') }, ['PLATFORM_ANSWER_DAY']],
    ['that calls genuine what is in another name', { holderMatches: false }, ['PLATFORM_ANSWER_CONTRADICTORY']],
    ['that calls genuine what has run out', { isInForce: false }, ['PLATFORM_ANSWER_CONTRADICTORY']],
  ] as const)('is not taken %s', async (_what, over, codes) => {
    const one = await reached(served, 'RECEIVED');
    expect(refusedBy(await comparisonActs.verifySourceCertificate(served, one, { answer: over }))).toEqual(codes);
  });

  test('is asked for with the issuer, the certificate, its number and the holder', async () => {
    const one = await reached(served, 'RECEIVED', { sourceNumber: 'KNX-asked' });
    const enquiries: unknown[] = [];
    const ask = async (enquiry: unknown) => {
      enquiries.push(enquiry);
      return Promise.resolve(answer());
    };
    const on = { id: one._id, version: 1, idempotencyKey: newKey() };
    done(await verifySourceCertificate(acting(served, operator), on, { name: '另一平台', ask }));
    const of = { certifyingBody: '比利时 KNX 协会', certificate: 'KNX 认证工程师初级证书' };
    expect(enquiries).toEqual([{ ...of, sourceNumber: 'KNX-asked', holder: '张示例' }]);
  });
});

describe('a refusal', () => {
  test.each<[RefusalGround, object, string[]]>([
    ['FORCE_MAJEURE', {}, []],
    ['REQUEST_NOT_REASONABLE', {}, []],
    ['CONDITIONS_NOT_MET', {}, []],
    ['OTHER', {}, ['REFUSAL_GROUND_NOT_ALLOWED']],
    ['NOT_GENUINE', {}, ['REFUSAL_GROUND_NOT_ALLOWED']],
    ['FORCE_MAJEURE', { description: ' ' }, ['REFUSAL_GROUND_NOT_ALLOWED']],
    ['CONDITIONS_NOT_MET', { evidence: [] }, ['REFUSAL_GROUND_NOT_ALLOWED']],
  ])('on the ground %s (%o) is taken or not (EVL-012)', async (ground, over, codes) => {
    const one = await reached(served, 'CERTIFICATE_VERIFIED');
    expect(refusedBy(await comparisonActs.refuseComparison(served, one, { refusal: { ground, ...over } }))).toEqual(
      codes,
    );
  });
});

describe('a case is certified', () => {
  test('with a certificate of the register at the level of the mapping, in the same act', async () => {
    await tell({});
    const one = await reached(served, 'CERTIFIED');
    const { certificateId } = one.certification!;
    const [certificate] = await findCertificatesById(served.connection, [certificateId], {});
    expect(certificate).toMatchObject({
      ...{ agencyId: AGENCY, filingId: `filing-of-${AGENCY}`, source: 'COMPARISON', comparisonCaseId: one._id },
      ...{ mappingId: one.mappingId, occupation: '智能楼宇管理员', level: 4, examOn: '2026-11-01', score: null },
      ...{ status: 'VALID', inScope: true, version: 1 },
    });
    await served.settle();
    const told = await listEvents(served.events, 0, 10_000);
    expect(told.filter(({ aggregate }) => aggregate === `certificate/${certificateId}`)).toHaveLength(1);
  });

  test.each(standings)('under no filing that is %s', async (_what, over, codes) => {
    await tell({});
    const one = await reached(served, 'MATERIALS_REVIEWED');
    await tell(over);
    expect(refusedBy(await comparisonActs.certifyComparison(served, one))).toEqual(codes);
    await tell({});
    expect(refusedBy(await comparisonActs.certifyComparison(served, one))).toEqual([]);
  });

  test('once: of two confirmers at the same moment one is in conflict, and there is one certificate', async () => {
    const one = await reached(served, 'MATERIALS_REVIEWED');
    const both = await Promise.allSettled(
      [confirmer, person('another')].map(async (by) => comparisonActs.certifyComparison(served, one, { by })),
    );
    const [lost] = both.filter(({ status }) => status === 'rejected');
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(lost).toMatchObject({ reason: { extensions: { code: 'CONFLICT' } } });
  });
});

describe('whose case it is', () => {
  const holder = {
    name: '赵钱孙李',
    idKind: 'OTHER_DOCUMENT',
    idNumber: 'E87654321',
    sourceNumber: 'KNX-CANARY-5',
  } as const;

  test('stands nowhere in the store, the journal and the events in the open', async () => {
    await reached(served, 'CERTIFIED', holder);
    await served.settle();
    for (const database of [served.connection, served.events]) {
      for (const { name } of await database.db!.listCollections().toArray()) {
        const texts = JSON.stringify(await database.db!.collection(name).find().toArray());
        for (const open of [holder.name, holder.idNumber, holder.sourceNumber])
          expect([name, texts.includes(open)]).toEqual([name, false]);
      }
    }
  });

  test('is shown masked, and as it is for a purpose alone, which the journal keeps', async () => {
    const one = await reached(served, 'RECEIVED', { ...holder, sourceNumber: 'KNX-CANARY-6' });
    const { data } = await served.ask(
      `query ($id: ID!) { comparisonCase(id: $id) { applicant { name idNumber sourceNumber } history { totalCount nodes { act to } } } }`,
      { id: one._id },
      reviewer,
    );
    expect(data.comparisonCase).toEqual({
      applicant: { name: '赵***', idNumber: '*********', sourceNumber: '********RY-6' },
      history: { totalCount: 1, nodes: [{ act: 'receiveComparison', to: 'RECEIVED' }] },
    });
    const UNMASK = `mutation ($id: ID!, $purpose: FormText!) { shown: unmaskComparisonHolder(id: $id, purpose: $purpose, idempotencyKey: "purpose-1") {
      ... on ComparisonHolderShown { name idNumber sourceNumber } } }`;
    const shown = await served.ask(UNMASK, { id: one._id, purpose: '核对申请材料' }, reviewer);
    expect(shown.data.shown).toEqual({ name: holder.name, idNumber: holder.idNumber, sourceNumber: 'KNX-CANARY-6' });
    const rows = await historyOf(served.connection, `unmasking/comparison-case/${one._id}`, { first: 10 });
    expect(rows).toMatchObject([{ caller: { subject: 'reviewer' }, reason: '核对申请材料' }]);
    const other = await served.ask(UNMASK, { id: one._id, purpose: '核对申请材料' }, person('other', 'agency-2'));
    expect(other.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'id' });
  });
});

test('the whole way is there for an agency in the graph', async () => {
  await tell({});
  const answered = async (by: typeof operator, act: string) => {
    const { data, errors } = await served.ask(
      `mutation { done: ${act} { ... on ComparisonActDone { isRepeated comparisonCase { id version status level certification { certificateId } } }
        ... on Refused { refusals { rule code message path clauses { item } } } } }`,
      {},
      by,
    );
    expect(errors).toEqual([]);
    return data.done;
  };
  const request = `{ mappingId: "${mappingId(1, 7)}", name: "张示例", idNumber: "${asked().idNumber}", sourceNumber: "KNX-graph" }`;
  const first = await answered(operator, `receiveComparison(request: ${request}, idempotencyKey: "graph-key-1")`);
  const { id } = first.comparisonCase;
  const step = (act: string, seen: number, more = '') =>
    `${act}(id: "${id}", version: ${seen}, ${more} idempotencyKey: "graph-key-${act}")`;
  const platform = 'answer: { platform: "示例平台", result: GENUINE, reference: "CX-2", answeredOn: "2026-11-01" }';
  await answered(operator, step('verifySourceCertificate', 1, platform));
  const refused = await answered(
    operator,
    step('reviewComparisonMaterials', 2, 'materials: ["示例材料"], opinion: "齐全"'),
  );
  expect(refused.refusals).toMatchObject([
    { rule: 'STF-009', code: 'SEPARATION_OF_DUTY', clauses: [{ item: '附件5 二（一）' }] },
  ]);
  await answered(reviewer, step('reviewComparisonMaterials', 2, 'materials: ["示例材料"], opinion: "齐全"'));
  expect(await answered(confirmer, step('certifyComparison', 3))).toMatchObject({
    isRepeated: false,
    comparisonCase: { version: 4, status: 'CERTIFIED', level: 'SENIOR' },
  });
  const { data } = await served.ask(
    '{ comparisonCases(status: [CERTIFIED]) { nodes { id mapping { occupationFullName } certification { certificate { status level } } } } }',
    {},
    operator,
  );
  expect(data.comparisonCases.nodes).toContainEqual({
    id,
    mapping: { occupationFullName: '智能楼宇管理员' },
    certification: { certificate: { status: 'VALID', level: 'SENIOR' } },
  });
});
