import { beforeAll, describe, expect, test } from '@jest/globals';
import { type DistrictCode, districts } from '@shanghai/kernel';
import { type Caller, publicCaller } from '@shanghai/platform';
import { issue, keepScope, people, shown, useCertificates } from './certificate-acts.js';
import { scopeOf } from './exams.js';

const { served } = useCertificates();
const codes = districts.map(({ code }) => code);
const bureauOf = (district: string): Caller => ({
  ...publicCaller,
  ...{ role: 'DISTRICT_BUREAU', subject: `bureau-${district}`, scopes: { district } },
});
const agencyOf = (district: string): Caller => ({
  ...publicCaller,
  ...{ role: 'AGENCY', subject: `clerk-${district}`, scopes: { agency: `agency-${district}` } },
});

/** Of each district an agency that is seated there and filed by the bureau of the next. */
const filedBy = new Map<DistrictCode, DistrictCode>(codes.map((code, at) => [code, codes[(at + 1) % codes.length]!]));
const ids = new Map<DistrictCode, string>();

beforeAll(async () => {
  for (const [seat, district] of filedBy) {
    const agency = {
      name: '示例机构',
      type: 'SOCIAL_ORGANISATION',
      registrationDistrict: seat,
      synthetic: true,
    } as const;
    const filed = { _id: `filing-${seat}`, agencyId: `agency-${seat}`, agency };
    await keepScope(served(), scopeOf({ ...filed, authority: { body: 'DISTRICT_BUREAU', district } }));
    const { certificate } = await issue(served(), {}, { by: agencyOf(seat), filingId: filed._id });
    ids.set(seat, certificate.id);
  }
}, 60_000);

const listed = async (by: Caller, filter = '') => {
  const query = `{ certificates(first: 100${filter}) { totalCount nodes { id } } }`;
  const { totalCount, nodes } = (await served().ask(query, {}, by)).data.certificates;
  return [totalCount, nodes.map(({ id }: { id: string }) => id).sort()];
};

describe('SECURITY 1: certificates', () => {
  test.each(codes)(
    'of %s are seen by the bureau of the seat, by the one that has filed, and by no other',
    async (code) => {
      const own = codes.filter((seat) => seat === code || filedBy.get(seat) === code).map((seat) => ids.get(seat)!);
      expect(await listed(bureauOf(code))).toEqual([2, own.sort()]);
      const seen = await Promise.all([...ids.values()].map(async (id) => shown(served(), id, bureauOf(code))));
      expect(
        seen
          .filter(Boolean)
          .map(({ id }) => id as string)
          .sort(),
      ).toEqual(own);
    },
  );

  test('of an agency are seen by that agency alone, whatever it asks for', async () => {
    for (const code of codes.slice(0, 3)) expect(await listed(agencyOf(code))).toEqual([1, [ids.get(code)]]);
    expect(await listed(agencyOf(codes[0]!), `, agencyId: "agency-${codes[1]!}"`)).toEqual([0, []]);
    expect(await listed(people.stranger)).toEqual([0, []]);
    expect((await listed(people.centre))[0]).toBe(codes.length);
  });
});
