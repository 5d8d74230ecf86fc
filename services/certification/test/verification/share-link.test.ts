import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { publicCaller, readInstant } from '@shanghai/platform';
import { type ServedSubgraph, serveForTest, settableClock } from '@shanghai/platform/testing';
import { insertCertificates } from '../../dist/certificate/certificate-store.js';
import { certification } from '../../dist/subgraph.js';
import { inventedCertificate } from '../invented-certificate.js';

const CREATE = `mutation ($number: FormText!, $name: FormText!, $four: FormText!, $days: Int!, $key: IdempotencyKey!) {
  createShareLink(number: $number, name: $name, idLastFour: $four, days: $days, idempotencyKey: $key) {
    ... on ShareLinkCreated { token control isRepeated link { id createdAt expiresAt revokedAt opened } }
    ... on Refused { refusals { rule code path } }
  } }`;
const OPEN = `mutation ($token: String!, $key: IdempotencyKey!) { openShareLink(token: $token, idempotencyKey: $key) {
  ... on ShareLinkOpened { expiresAt verification { verdict certificate { occupation status } } }
  ... on Refused { refusals { code } }
} }`;
const REVOKE = `mutation ($control: String!, $key: IdempotencyKey!) { revokeShareLink(control: $control, idempotencyKey: $key) {
  ... on ShareLinkRevoked { link { revokedAt } }
  ... on Refused { refusals { code } }
} }`;
const LINK = `query ($control: String!) { shareLink(control: $control) {
  opened revokedAt openings { totalCount nodes { at role } } } }`;

const START = readInstant('2026-11-01T04:00:00Z')!;
const clock = settableClock(START);
const HOLDER = { number: 'SHARED', name: '示例张三', four: '1234', days: 30 };
let served: ServedSubgraph;
let keys = 0;

beforeAll(async () => {
  served = await serveForTest(certification, clock, publicCaller);
  const revocation = { reason: 'ERRONEOUS', revokedOn: '2026-10-20', caseId: null } as never;
  const all = [
    inventedCertificate({ number: 'SHARED' }),
    inventedCertificate({ number: 'CROWDED' }),
    inventedCertificate({ number: 'GUESSED' }),
    inventedCertificate({ number: 'REVOKED', status: 'REVOKED' }, { revocation }),
    inventedCertificate({ number: 'FLAGGED', status: 'FLAGGED' }),
  ];
  await insertCertificates(
    served.connection,
    all.map((one) => ({ ...one, version: 1 })),
  );
});
afterAll(async () => served.stop());

const key = () => `share-link-${++keys}`;
const create = async (override: object = {}) => {
  const answer = await served.ask(CREATE, { ...HOLDER, key: key(), ...override });
  return { ...answer, made: answer.data?.createShareLink };
};
const open = async (token: string) => (await served.ask(OPEN, { token, key: key() })).data.openShareLink;
const codesOf = ({ refusals }: { refusals: { code: string }[] }) => refusals.map(({ code }) => code);

describe('a link', () => {
  test('is made by number, name and the last four of the identity number, opened, read and ended', async () => {
    clock.set(START);
    const { made } = await create();
    expect(made.link).toMatchObject({ opened: 0, revokedAt: null, expiresAt: '2026-12-01T16:00:00.000Z' });
    expect(await open(made.token)).toMatchObject({
      verification: { verdict: 'PASS', certificate: { occupation: '养老护理员' } },
    });
    clock.advance({ minutes: 5 });
    await open(made.token);
    const { data } = await served.ask(LINK, { control: made.control });
    expect(data.shareLink).toEqual({
      opened: 2,
      revokedAt: null,
      openings: {
        totalCount: 2,
        nodes: [
          { at: '2026-11-01T04:00:00.000Z', role: 'PUBLIC' },
          { at: '2026-11-01T04:05:00.000Z', role: 'PUBLIC' },
        ],
      },
    });
    const revoked = await served.ask(REVOKE, { control: made.control, key: key() });
    expect(revoked.data.revokeShareLink.link.revokedAt).toBe('2026-11-01T04:05:00.000Z');
    expect(codesOf(await open(made.token))).toEqual(['SHARE_LINK_NOT_FOUND']);
    const again = await served.ask(REVOKE, { control: made.control, key: key() });
    expect(codesOf(again.data.revokeShareLink)).toEqual(['SHARE_LINK_NOT_FOUND']);
  });

  test('ends with its last day', async () => {
    clock.set(START);
    const { made } = await create({ days: 1 });
    clock.set(readInstant('2026-11-02T15:59:59Z')!);
    expect(await open(made.token)).toHaveProperty('verification');
    clock.set(readInstant('2026-11-02T16:00:00Z')!);
    expect(codesOf(await open(made.token))).toEqual(['SHARE_LINK_NOT_FOUND']);
    clock.set(START);
  });

  test('asked for again is the same, with the same secrets, and none of them is stored', async () => {
    const repeated = { key: key() };
    const first = (await create(repeated)).made;
    const second = (await create(repeated)).made;
    expect(second).toEqual({ ...first, isRepeated: true });
    const stored = JSON.stringify(
      await Promise.all(
        (await served.connection.db!.collections()).map(async (collection) => collection.find({}).toArray()),
      ),
    );
    expect(stored).toContain(first.link.id);
    expect(stored).not.toContain(first.token);
    expect(stored).not.toContain(first.control);
  });

  test('asked for again with other last four is a conflict, not the link', async () => {
    const repeated = { key: key() };
    await create(repeated);
    const { errors } = await create({ ...repeated, four: '9999' });
    expect(errors[0]?.extensions['code']).toBe('CONFLICT');
  });

  test.each([
    ['an absent number', { number: 'ABSENT' }],
    ['another name', { name: '示例李四' }],
    ['other last four', { four: '4321' }],
  ])('for %s is refused with nothing but that, at one cost', async (_, override) => {
    const { made, commands } = await create(override);
    expect(made.refusals).toEqual([{ rule: 'CRT-002', code: 'CERTIFICATE_NOT_FOUND', path: [] }]);
    expect(commands).toHaveLength((await create({ number: 'ANOTHER-ABSENT' })).commands.length);
  });

  test.each([
    ['a revoked certificate', { number: 'REVOKED' }, 'CERTIFICATE_REVOKED'],
    ['a doubted certificate', { number: 'FLAGGED' }, 'CERTIFICATE_FLAGGED'],
    ['no day', { days: 0 }, 'SHARE_TERM_NOT_ALLOWED'],
    ['ninety-one days', { days: 91 }, 'SHARE_TERM_NOT_ALLOWED'],
  ])('for %s is refused to its holder', async (_, override, code) => {
    expect(codesOf((await create(override)).made)).toEqual([code]);
  });

  test('of one certificate stands ten times at most', async () => {
    const made = [];
    for (let at = 0; at < 11; at++) made.push((await create({ number: 'CROWDED' })).made);
    expect(made.filter((one) => 'token' in one)).toHaveLength(10);
    expect(codesOf(made[10])).toEqual(['SHARE_LINKS_TOO_MANY']);
  });

  test('is not guessed: after twenty tries of a number and name in a day even the right four are not looked at', async () => {
    const codes = [];
    for (let at = 0; at < 21; at++) {
      const { made, errors } = await create({ number: 'GUESSED', four: at === 20 ? '1234' : String(5000 + at) });
      codes.push(errors[0]?.extensions['code'] ?? codesOf(made)[0]);
    }
    expect(new Set(codes.slice(0, 20))).toEqual(new Set(['CERTIFICATE_NOT_FOUND']));
    expect(codes[20]).toBe('RATE_LIMITED');
  });

  test.each(['', 'x', 'A'.repeat(43)])('of a token like %j is not there', async (token) => {
    expect(codesOf(await open(token))).toEqual(['SHARE_LINK_NOT_FOUND']);
  });
});
