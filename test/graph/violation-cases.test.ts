import { describe, expect, test } from '@jest/globals';
import { readInstant } from '@shanghai/platform';
import { type Json, useGraph } from './graph.js';
import { inForce } from './invented-filing.js';

const graph = useGraph();
const bureau = { sub: 'tao', role: 'BUREAU' };
let keys = 0;
const key = () => `cases-key-${++keys}`;

async function act(name: string, given: string): Promise<Json> {
  const fields = 'id version status isEffectMissing effects { id kind status appliedOn byEvent refused }';
  const { data, errors } = await graph().as(bureau)(
    `mutation { ${name}(${given}, idempotencyKey: "${key()}") {
      ... on CaseActDone { violationCase { ${fields} } } ... on Refused { refusals { rule code } } } }`,
  );
  expect(errors).toEqual([]);
  return data[name].violationCase ?? data[name];
}
const on = ({ id, version }: Json) => `id: "${id}", version: ${version}`;

async function now(id: string): Promise<Json> {
  const { data, errors } = await graph().as(bureau)(
    `{ violationCase(id: "${id}") { id version status isEffectMissing effects { id kind status appliedOn byEvent refused } } }`,
  );
  expect(errors).toEqual([]);
  return data.violationCase;
}

async function stateOf(filingId: string, asOf?: string): Promise<string> {
  const day = asOf === undefined ? '' : `(asOf: "${asOf}")`;
  const { data, errors } = await graph().ask(`{ filing(id: "${filingId}") { state${day} { status } } }`);
  expect(errors).toEqual([]);
  return data.filing.state.status;
}

/** A case against an agency that is invented and filed by the Centre, under investigation. */
async function investigated(agencyId: string, filingId: string): Promise<Json> {
  const clue = `{ subjectType: AGENCY, agencyId: "${agencyId}", filingId: "${filingId}", source: INSPECTION, matter: OTHER,
    summary: "示例情况", actOn: "2026-10-20", materials: [{ kind: EVIDENCE, name: "示例照片", reference: "示例1号" }] }`;
  const registered = await act('registerCase', `clue: ${clue}`);
  return act('investigateCase', on(registered));
}

describe('a case, from the clue to the effect and back', () => {
  test('suspends the filing, tells of it, and lets it go on when the rectification is accepted', async () => {
    const { agencyId, filingId } = await inForce(graph(), 1);
    const found = await investigated(agencyId, filingId);
    const decided = await act(
      'decideCase',
      `${on(found)}, decision: { tier: SERIOUS, measures: [WARNING, TIME_LIMITED_RECTIFICATION, SUSPEND_EVALUATION],
        rectificationDueOn: "2026-12-01", reason: "示例理由" }`,
    );
    expect(decided.status).toBe('DECIDED');
    expect(await stateOf(filingId)).toBe('ACTIVE');

    await graph().settle();
    expect(await stateOf(filingId)).toBe('SUSPENDED');
    const rectifying = await now(decided.id);
    expect(rectifying).toMatchObject({
      status: 'RECTIFYING',
      effects: [{ kind: 'SUSPEND_EVALUATION', status: 'APPLIED', appliedOn: '2026-11-01', refused: [] }],
    });
    expect(rectifying.effects[0].byEvent).toBeGreaterThan(0);

    graph().clock.set(readInstant('2026-11-20T04:00:00Z')!);
    const executed = await act('acceptRectification', `${on(rectifying)}, report: "已整改"`);
    expect(executed.status).toBe('EXECUTED');
    await graph().settle();
    expect(await stateOf(filingId)).toBe('ACTIVE');
    expect(await stateOf(filingId, '2026-11-19')).toBe('SUSPENDED');
    const back = await now(decided.id);
    expect(back.effects.map(({ kind, status }: Json) => [kind, status])).toEqual([
      ['SUSPEND_EVALUATION', 'APPLIED'],
      ['RESUME_EVALUATION', 'APPLIED'],
    ]);
    expect(await act('closeCase', on(back))).toMatchObject({ refusals: [{ code: 'ARCHIVE_INCOMPLETE' }] });
  });

  test('ends the filing once, and keeps the refusal of a second end until it is settled', async () => {
    const { agencyId, filingId } = await inForce(graph(), 2);
    const end = 'decision: { tier: ESPECIALLY_SERIOUS, measures: [TERMINATE_FILING], reason: "示例理由" }';
    const first = await act('decideCase', `${on(await investigated(agencyId, filingId))}, ${end}`);
    const second = await act('decideCase', `${on(await investigated(agencyId, filingId))}, ${end}`);
    await graph().settle();
    expect(await stateOf(filingId)).toBe('TERMINATED');
    expect((await now(first.id)).status).toBe('EXECUTED');
    const refused = await now(second.id);
    expect(refused).toMatchObject({
      ...{ status: 'DECIDED', isEffectMissing: true },
      effects: [{ kind: 'TERMINATE_FILING', status: 'REFUSED', refused: ['ILLEGAL_TRANSITION'] }],
    });
    const listed = await graph().as(bureau)('{ violationCases(effectMissing: true) { nodes { id } } }');
    expect(listed.data.violationCases.nodes).toEqual([{ id: second.id }]);
    await act(
      'settleRefusedEffect',
      `${on(refused)}, effectId: "${refused.effects[0].id}", again: false, reason: "示例原因"`,
    );
    await graph().settle();
    expect(await now(second.id)).toMatchObject({ status: 'EXECUTED', isEffectMissing: false });
  });

  test('restricts the agency, which is known to agencies, until it is lifted (VIO-006)', async () => {
    const { agencyId, filingId } = await inForce(graph(), 3);
    const found = await investigated(agencyId, filingId);
    await act(
      'decideCase',
      `${on(found)}, decision: { tier: GENERAL, measures: [TALK_REMINDER], reason: "示例理由",
        restrictions: [{ kind: EVALUATION, from: "2026-11-20", to: "2027-11-19", basis: "示例依据" }] }`,
    );
    await graph().settle();
    const kept = async () =>
      graph().subgraph('agencies').connection.db!.collection('restrictions').find({ agencyId }).toArray();
    expect(await kept()).toMatchObject([{ from: '2026-11-20', to: '2027-11-19' }]);
    const list = `{ restrictions(agencyId: "${agencyId}") { nodes { id version status(asOf: "2026-11-20") } } }`;
    const [restriction] = (await graph().as(bureau)(list)).data.restrictions.nodes as Json[];
    expect(restriction.status).toBe('ACTIVE');
    const lifted = await graph().as(bureau)(
      `mutation { liftRestriction(id: "${restriction.id}", version: 1, reason: "示例原因", idempotencyKey: "${key()}") {
        ... on RestrictionActDone { restriction { liftedOn status(asOf: "2026-11-20") } } ... on Refused { refusals { code } } } }`,
    );
    expect(lifted.data.liftRestriction.restriction).toEqual({ liftedOn: '2026-11-20', status: 'ENDED' });
    await graph().settle();
    expect(await kept()).toMatchObject([{ to: '2026-11-19' }]);
  });

  test('is seen on the page of the agency by who may see it, and by nobody else', async () => {
    const { agencyId, filingId } = await inForce(graph(), 4);
    await investigated(agencyId, filingId);
    const asked = `{ agency(id: "${agencyId}") { openCases { totalCount grades { tier count } } } }`;
    const open = { totalCount: 1, grades: [{ tier: null, count: 1 }] };
    expect((await graph().as(bureau)(asked)).data.agency.openCases).toEqual(open);
    expect((await graph().ask(asked)).data.agency.openCases).toBeNull();
    const own = { sub: 'chen', role: 'AGENCY', agency: agencyId };
    expect((await graph().as(own)(asked)).data.agency.openCases.totalCount).toBe(0);
  });
});
