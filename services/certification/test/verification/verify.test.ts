import { beforeAll, describe, expect, test } from '@jest/globals';
import { insertCertificates } from '../../dist/certificate/certificate-store.js';
import { useCertification } from '../certification.js';
import { inventedCertificate } from '../invented-certificate.js';

const VERIFY = `query ($number: FormText!, $name: FormText!) { verifyCertificate(number: $number, name: $name) {
  verdict checkedAt
  checks { name finding { rule force verdict code message path missingFact facts { name value } clauses { item quote } } }
  certificate { holderName occupation level examOn issuedOn source status revision printNo synthetic }
} }`;
const PAGE = `query ($number: FormText!, $name: FormText!, $address: String!) {
  verifyCertificate(number: $number, name: $name) { page(address: $address) } }`;

const ASKED = { number: 'SH0123456789ABCDEFGHJK', name: '示例张三' };
const certification = useCertification();
const ask = async (variables: object) => certification().ask(VERIFY, { ...variables });

beforeAll(async () => {
  const { connection } = certification();
  const hidden = inventedCertificate({ number: 'HIDDEN' }, { hiddenOn: '2026-10-30' as never });
  const all = [inventedCertificate(), inventedCertificate({ number: 'WITHOUT-LEVEL', level: null }), hidden];
  await insertCertificates(
    connection,
    all.map((one) => ({ ...one, version: 1 })),
  );
});

describe('a verification', () => {
  test('of number and name together shows the certificate, and of its holder the masked name alone', async () => {
    const { data, errors, commands } = await ask(ASKED);
    expect(errors).toEqual([]);
    expect(data.verifyCertificate.verdict).toBe('PASS');
    expect(data.verifyCertificate.certificate).toEqual({
      ...{ holderName: '示***', occupation: '养老护理员', level: 'INTERMEDIATE', source: 'UPLOADED', status: 'VALID' },
      ...{ examOn: '2026-09-20', issuedOn: '2026-10-08', revision: 1, printNo: 1, synthetic: true },
    });
    expect(commands).toHaveLength(1);
    expect(JSON.stringify(data)).not.toContain('310101199001011234');
  });

  test.each([
    ['blanks and small letters', { ...ASKED, number: ' sh01 2345-6789abcdefghjk ' }],
    ['full-width letters', { ...ASKED, number: 'ＳＨ0123456789ABCDEFGHJK' }],
    ['blanks around the name', { ...ASKED, name: ' 示例张三 ' }],
    ['another one without a level', { ...ASKED, number: 'without level' }],
  ])('takes %s as the same', async (_, asked) => {
    expect((await ask(asked)).data.verifyCertificate.verdict).toBe('PASS');
  });

  test('of an absent number and of another name are byte for byte one answer at one cost', async () => {
    const absent = await ask({ ...ASKED, number: 'SH0123456789ABCDEFGHJM' });
    const wrong = await ask({ ...ASKED, name: '示例李四' });
    const hidden = await ask({ ...ASKED, number: 'HIDDEN' });
    expect(JSON.stringify(wrong.data)).toBe(JSON.stringify(absent.data));
    expect(JSON.stringify(hidden.data)).toBe(JSON.stringify(absent.data));
    expect(absent.data.verifyCertificate).toMatchObject({ verdict: 'FAIL', certificate: null });
    for (const { commands, errors } of [absent, wrong, hidden]) {
      expect(errors).toEqual([]);
      expect(commands.map(({ name }) => name)).toEqual(['find']);
    }
  });

  test('reads no document for either, and one of the certificate that it shows', async () => {
    const examined = async (asked: typeof ASKED) => {
      const { command } = (await ask(asked)).commands[0]!;
      const { lsid: _, $db: __, $clusterTime: ___, ...explained } = command;
      const plan = await certification().connection.db!.command({ explain: explained, verbosity: 'executionStats' });
      const { totalDocsExamined, totalKeysExamined } = plan['executionStats'];
      expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
      return { totalDocsExamined, isFew: totalKeysExamined <= 2 };
    };
    const none = { totalDocsExamined: 0, isFew: true };
    expect(await examined({ ...ASKED, number: 'ABSENT' })).toEqual(none);
    expect(await examined({ ...ASKED, name: '示例李四' })).toEqual(none);
    expect(await examined(ASKED)).toEqual({ totalDocsExamined: 1, isFew: true });
  });

  test.each([
    [{ ...ASKED, number: '' }, 'PASS', false],
    [{ ...ASKED, number: '310101200012345678 OR 1=1' }, 'FAIL', true],
    [{ ...ASKED, name: '{"$ne":null}' }, 'FAIL', true],
  ] as const)('of %j matches nothing', async (asked, _verdict, isAnswered) => {
    const { data, errors } = await ask(asked);
    if (isAnswered) expect(data.verifyCertificate.certificate).toBeNull();
    else expect(errors.length + Number(data?.verifyCertificate?.certificate == null)).toBeGreaterThan(0);
  });
});

describe('the page of a verification', () => {
  const address = 'https://skills.example/pages/verify';
  const pageOf = async (asked: object) => {
    const { data, errors, commands } = await certification().ask(PAGE, { ...ASKED, address, ...asked });
    expect(errors).toEqual([]);
    return { page: data.verifyCertificate.page as string, commands: commands.length };
  };

  test('prints what was found, marked as invented, with the code of its address', async () => {
    const { page, commands } = await pageOf({});
    for (const text of ['核验通过', '示***', '养老护理员', '中级工（四级）', '2026年9月20日', '2026年10月8日', '示例'])
      expect(page).toContain(text);
    expect(page).toContain('2026年11月1日 12:00:00');
    expect(page).toContain('aria-label="二维码"');
    expect(page).not.toContain('示例张三');
    expect(page).not.toMatch(/<script|<img|src=|href=/);
    expect(commands).toBe(2);
  });

  test('of an absent number and of another name are the same page', async () => {
    const absent = await pageOf({ number: 'SH0123456789ABCDEFGHJM' });
    const wrong = await pageOf({ name: '示例李四' });
    expect(wrong.page.replaceAll(ASKED.number, '')).toBe(absent.page.replaceAll('SH0123456789ABCDEFGHJM', ''));
    expect([wrong.commands, absent.commands]).toEqual([1, 1]);
    expect(absent.page).toContain('核验未通过');
  });

  test('shows whatever was asked for as text', async () => {
    const { page } = await pageOf({ number: '<script>alert(1)</script>' });
    expect(page).not.toContain('<script>');
  });

  test.each(['javascript:alert(1)', 'https://a b', `https://a/${'x'.repeat(200)}`])(
    'takes no address like %s',
    async (bad) => {
      const { errors } = await certification().ask(PAGE, { ...ASKED, address: bad });
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'address' });
    },
  );
});
