import { expect, test } from '@jest/globals';
import { numberRemark, parseNumber } from '../../dist/certificate/number-structure.js';
import { done, issued, people, useCertificates } from './certificate-acts.js';
import { idNumberOf, on } from './exams.js';
import { csvOf, rowOf, upload } from '../upload/files.js';

const { served } = useCertificates();
const NAME = '卡纳里亚斯';
const NUMBER = 'Y000031000001264000077';

test('SECURITY 22: no name, identity number or certificate number stands in the open in any collection', async () => {
  const idNumber = idNumberOf(777, '19771127');
  const corrected = idNumberOf(778, '19771127');
  const one = await issued(served(), { holderName: NAME, holderIdNumber: idNumber, number: NUMBER });
  const correction = { reason: '示例', holderName: `${NAME}甲`, holderIdNumber: corrected };
  await done(served(), 'requestCorrection', one, people.agency, { correction });
  const own = { name: NAME, idNumber: idNumberOf(779, '19771127') };
  await upload(served(), csvOf([rowOf(0, own)]));
  await upload(served(), csvOf([rowOf(0, own), rowOf(1, { ...own, level: '1' })]));
  await served().settle();
  for (const connection of [served().connection, served().events])
    for (const { collectionName } of await connection.db!.collections()) {
      const text = JSON.stringify(await connection.db!.collection(collectionName).find().toArray());
      for (const open of [NAME, idNumber, corrected, own.idNumber, NUMBER])
        expect([collectionName, text.includes(open)]).toEqual([collectionName, false]);
    }
});

test('a field of the holder is shown for a purpose, once it is in the journal', async () => {
  const one = await issued(served(), { holderName: NAME });
  const query = `mutation ($id: ID!, $purpose: FormText!) { unmaskCertificateHolder(id: $id, field: NAME, purpose: $purpose,
    idempotencyKey: "unmask-0001") { ... on CertificateHolderShown { value } } }`;
  const { data } = await served().ask(query, { id: one.id, purpose: '核对证书' }, people.centre);
  expect(data.unmaskCertificateHolder).toEqual({ value: NAME });
  const journal = served().connection.db!.collection('journal');
  expect(await journal.countDocuments({ aggregate: `unmasking/certificate/${one.id}` })).toBe(1);
  const denied = await served().ask(query, { id: one.id, purpose: '核对证书' }, people.stranger);
  expect(denied.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('CRT-001: the structure of a number is a remark, and its verdict stays open', () => {
  const of = (number: string, level: 4 | 3 = 4) => numberRemark(number, { level, issuedOn: on('2026-10-20') });
  expect(parseNumber(NUMBER)).toMatchObject({
    category: 'Y',
    province: '31',
    year: '26',
    level: '4',
    serial: '000077',
  });
  for (const number of [NUMBER, 'SH0123', `${NUMBER}0`]) expect(of(number).verdict).toBe('UNDETERMINED');
  expect(of(NUMBER).remarks).toHaveLength(1);
  expect(of(NUMBER, 3).remarks).toContain('编号中的等级与证书的等级不一致');
  expect(of('S000032000001254000077').remarks).toEqual([
    '通知未载明证书编号的结构，仅供核对',
    '编号中的省份代码不是31',
    '编号中的年份与发证日期不一致',
  ]);
  expect(of('SH0123').remarks).toContain('编号不具有公开描述的22位结构');
});
