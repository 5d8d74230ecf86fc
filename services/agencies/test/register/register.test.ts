import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { day } from '@shanghai/kernel';
import type { Caller } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest } from '@shanghai/platform/testing';
import { changeRegisteredPerson } from '../../dist/register/acts/change-registered-person.js';
import { type NewPerson, registerPerson } from '../../dist/register/acts/register-person.js';
import { removeRegisteredPerson } from '../../dist/register/acts/remove-registered-person.js';
import { judgeRecusal } from '../../dist/register/recusal-rules.js';
import type { PersonDetails } from '../../dist/register/registered-person.js';
import { agencies } from '../../dist/subgraph.js';
import { acting, errorCodeOf, newKey, people } from '../application-life.js';
import { doneRecord, idNumberOf, ofAgency, onRecord, refusedCodes } from '../record-acts.js';

const TODAY = '2026-07-01';
const ANNA = '安娜卡列宁';
let served: ServedSubgraph;
let persons = 0;

beforeAll(async () => {
  served = await serveForTest(agencies);
});
afterAll(async () => served.stop());

function details(changed: Partial<PersonDetails> = {}): PersonDetails {
  return {
    ...{ employer: '示例大学', title: '教授', speciality: '示例专业', qualificationNo: null, qualifiedUntil: null },
    relations: [],
    ...changed,
  };
}

function person(changed: Partial<NewPerson> = {}): NewPerson {
  persons += 1;
  return {
    ...{ kind: 'EXPERT', no: `E-${1000 + persons}`, district: null, name: ANNA, phone: '13900000001' },
    ...{ idNumber: idNumberOf(persons), details: details(), idempotencyKey: newKey(), ...changed },
  };
}

async function register(changed: Partial<NewPerson> = {}, by: Caller = people.centre, at = TODAY) {
  return registerPerson(acting(served, by, at), person(changed));
}

const keepers: readonly (readonly [NewPerson['kind'], Caller, string])[] = [
  ['EXPERT', people.centre, 'EXP-001'],
  ['MUNICIPAL_SUPERVISOR', people.centre, 'EXP-001'],
  ['DISTRICT_SUPERVISOR', people.pudong, 'EXP-002'],
  ['EXAMINER', ofAgency('agency-register'), 'ISU-005'],
];

describe('a register (EXP-001, EXP-002, ISU-005)', () => {
  test.each(keepers)('of %s is kept by one body, and by none of the others', async (kind, keeper, rule) => {
    const outcomes = [];
    for (const [, by] of keepers) outcomes.push(refusedCodes(await register({ kind }, by)));
    expect(outcomes).toEqual(keepers.map(([, by]) => (by.role === keeper.role ? [] : [`${rule} NOT_AUTHORISED`])));
  });

  test('is no business of the Bureau', async () => {
    expect(refusedCodes(await register({}, people.bureau))).toEqual(['EXP-001 NOT_AUTHORISED']);
  });

  test('of district supervisors is kept by each district for itself', async () => {
    const own = doneRecord(await register({ kind: 'DISTRICT_SUPERVISOR' }, people.pudong));
    expect(own.district).toBe('310115');
    expect(refusedCodes(await register({ kind: 'DISTRICT_SUPERVISOR', district: '310115' }, people.xuhui))).toEqual([
      'EXP-002 OUT_OF_DISTRICT district',
    ]);
  });

  test('takes a person once, and a number once, and tells everything at once', async () => {
    const first = person({ no: 'E-1' });
    doneRecord(await registerPerson(acting(served, people.centre, TODAY), first));
    expect(refusedCodes(await register({ no: ' E-1', idNumber: first.idNumber, name: ' ' }))).toEqual([
      'EXP-001 FIELD_REQUIRED name',
      'EXP-001 PERSON_REGISTERED idNumber',
      'EXP-001 REGISTER_NUMBER_TAKEN no',
    ]);
    expect(refusedCodes(await register({ kind: 'MUNICIPAL_SUPERVISOR', no: 'E-1', idNumber: first.idNumber }))).toEqual(
      [],
    );
  });

  test('takes no number that is none', async () => {
    const numbers = [idNumberOf(1).slice(0, 17) + 'x', '11010119800101', '1234567890123456789'];
    for (const idNumber of numbers)
      expect(refusedCodes(await register({ idNumber }))).toEqual(['EXP-001 INVALID_ID_NUMBER idNumber']);
  });

  test('is changed and left by acts at the version that was read, and keeps everybody', async () => {
    const before = doneRecord(await register());
    const by = acting(served, people.centre, '2026-08-01');
    const changed = doneRecord(await changeRegisteredPerson(by, onRecord(before), details({ employer: '示例研究所' })));
    expect(changed).toMatchObject({ employer: '示例研究所', version: 2, from: TODAY });
    const left = { lastDay: day('2026-08-01'), reason: '退休' };
    expect(await removeRegisteredPerson(by, onRecord(before), left).catch(errorCodeOf)).toEqual(['CONFLICT']);
    expect(
      refusedCodes(await removeRegisteredPerson(by, onRecord(changed), { ...left, lastDay: day('2026-06-30') })),
    ).toEqual(['EXP-001 REMOVED_BEFORE_REGISTERED lastDay']);
    const on = onRecord(changed);
    const gone = doneRecord(await removeRegisteredPerson(by, on, left));
    expect(gone).toMatchObject({ status: 'REMOVED', to: '2026-08-01' });
    expect(await removeRegisteredPerson(by, on, left)).toMatchObject({ isRepeated: true });
    expect(refusedCodes(await changeRegisteredPerson(by, onRecord(gone), details()))).toEqual([
      'EXP-001 ILLEGAL_TRANSITION',
    ]);
  });

  test('answers a repeated registration once, and another with its key with a conflict', async () => {
    const one = person();
    const by = acting(served, people.centre, TODAY);
    doneRecord(await registerPerson(by, one));
    expect(await registerPerson(by, one)).toMatchObject({ isRepeated: true });
    expect(await registerPerson(by, { ...one, name: '别人' }).catch(errorCodeOf)).toEqual(['CONFLICT']);
  });

  test('belongs to its agency: another finds nobody to change', async () => {
    const own = doneRecord(await register({ kind: 'EXAMINER' }, ofAgency('agency-own')));
    const other = acting(served, ofAgency('agency-other'), TODAY);
    expect(await changeRegisteredPerson(other, onRecord(own), details()).catch(errorCodeOf)).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

describe('who reads a register', () => {
  const query = `query ($kind: RegisterKind!, $id: ID!, $asOf: Day) {
    registeredPersons(kind: $kind, asOf: $asOf, first: 100) { totalCount nodes { id } }
    registeredPerson(id: $id) { id name idNumber phone availableActs history { nodes { act } } }
  }`;

  async function seenBy(caller: Caller, kind: NewPerson['kind'], id: string, asOf = TODAY) {
    const { data } = await served.ask(query, { kind, id, asOf }, caller);
    return data;
  }

  test('sees who is in its scope, masked, on a day', async () => {
    const mine = ofAgency('agency-reading');
    const examiner = doneRecord(await register({ kind: 'EXAMINER' }, mine));
    const expert = doneRecord(await register());
    const supervisor = doneRecord(await register({ kind: 'DISTRICT_SUPERVISOR' }, people.xuhui));
    const own = await seenBy(mine, 'EXAMINER', examiner._id);
    expect(own.registeredPersons).toEqual({ totalCount: 1, nodes: [{ id: examiner._id }] });
    expect(own.registeredPerson).toMatchObject({
      ...{ name: '安****', phone: '139****0001', history: { nodes: [{ act: 'registerPerson' }] } },
      availableActs: ['changeRegisteredPerson', 'removeRegisteredPerson'],
    });
    expect(own.registeredPerson.idNumber).toMatch(/^310\*{11}\d{3}[\dX]$/);
    expect((await seenBy(ofAgency('agency-other'), 'EXAMINER', examiner._id)).registeredPerson).toBeNull();
    expect((await seenBy(mine, 'EXPERT', expert._id)).registeredPersons.totalCount).toBe(0);
    expect((await seenBy(people.xuhui, 'DISTRICT_SUPERVISOR', supervisor._id)).registeredPerson.id).toBe(
      supervisor._id,
    );
    expect((await seenBy(people.pudong, 'DISTRICT_SUPERVISOR', supervisor._id)).registeredPerson).toBeNull();
    expect((await seenBy(people.centre, 'DISTRICT_SUPERVISOR', supervisor._id)).registeredPerson).toMatchObject({
      availableActs: [],
    });
    expect((await seenBy(people.centre, 'EXPERT', expert._id, '2026-06-30')).registeredPersons.totalCount).toBe(0);
  });

  test('sees a field as it is for a purpose, which is journalled', async () => {
    const expert = doneRecord(await register());
    const asked = `mutation ($id: ID!, $key: IdempotencyKey!) {
      unmaskRegisteredPerson(id: $id, field: NAME, purpose: "核对身份", idempotencyKey: $key) { value }
    }`;
    const { data } = await served.ask(asked, { id: expert._id, key: newKey() }, people.centre);
    expect(data.unmaskRegisteredPerson.value).toBe(ANNA);
  });

  test('finds no name, number or phone in the store or the journal', async () => {
    doneRecord(await register());
    const { db } = served.connection;
    const names = (await db!.listCollections().toArray()).map(({ name }) => name);
    const texts = await Promise.all(
      names.map(async (name) => JSON.stringify(await db!.collection(name).find().toArray())),
    );
    for (const text of texts) expect(text).not.toMatch(new RegExp(`${ANNA}|${idNumberOf(persons)}|13900000001`));
  });
});

describe('recusal (EXP-003, CMT-205)', () => {
  const body = { names: ['示例茶饮职业培训学校', null] };
  const codes = (changed: Partial<PersonDetails>, on: string) =>
    judgeRecusal(details(changed), body, day(on)).map(
      ({ rule, verdict, path }) => `${rule} ${verdict} ${path.join('.')}`,
    );

  test.each([
    [{}, '2026-07-01', ['CMT-205 PASS ']],
    [{ employer: '示例茶饮 职业培训学校' }, '2026-06-22', ['EXP-003 FAIL employer']],
    [{ employer: '示例茶饮职业培训学校' }, '2026-06-23', ['CMT-205 FAIL employer']],
    [
      {
        relations: [
          { kind: 'FRIEND', body: '示例别的学校' },
          { kind: 'TEACHER_STUDENT', body: '示例茶饮职业培训学校' },
          { kind: 'RELATIVE', body: '示例茶饮职业培训学校' },
        ],
      },
      '2026-07-01',
      ['CMT-205 FAIL relations.1', 'CMT-205 FAIL relations.2'],
    ],
  ] as const)('of %j on %s: %j', (changed, on, found) => {
    expect(codes(changed, on)).toEqual(found);
  });
});
