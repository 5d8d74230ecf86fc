import { describe, expect, test } from '@jest/globals';
import { foreignLevelOf, readBody, readCertificate } from '../dist/mapping/certificate-print.js';
import { readOccupationAndLevel } from '../dist/mapping/occupation-print.js';

describe('a certifying body', () => {
  test.each([
    ['英国资历培训 (Training Qualifications UK, TQUK)', '英国资历培训', 'Training Qualifications UK', 'TQUK'],
    [
      '英国汽车工业学会（The Institute of the Motor Industry, IMI）',
      '英国汽车工业学会',
      'The Institute of the Motor Industry',
      'IMI',
    ],
    ['比利时 KNX 协会 (KNX Association, KNX)', '比利时 KNX 协会', 'KNX Association', 'KNX'],
    ['某协会 (Association)', '某协会', 'Association', null],
  ])('overseas, %s, has a name in two languages', (printed, nameZh, nameEn, abbreviation) => {
    expect(readBody('OVERSEAS', printed)).toEqual({ nameZh, nameEn, abbreviation });
  });

  test('overseas without an English name is none', () => {
    expect(readBody('OVERSEAS', '英国资历培训')).toBeNull();
  });

  test('of an enterprise has a Chinese name alone', () => {
    const names = { nameZh: '华为技术有限公司', nameEn: null, abbreviation: null };
    expect(readBody('ENTERPRISE_DUAL', '华为技术有限公司')).toEqual(names);
    expect(readBody('ENTERPRISE_DUAL', '')).toBeNull();
  });
});

describe('a certificate', () => {
  test.each([
    [
      'TQUK 第三级照护员文凭 (TQUK Level 3 Diploma in Caregiving, RQF)',
      'TQUK 第三级照护员文凭',
      'TQUK Level 3 Diploma in Caregiving, RQF',
      'RQF',
    ],
    ['KNX 认证工程师初级证书 (KNX Certificate Basic)', 'KNX 认证工程师初级证书', 'KNX Certificate Basic', null],
    [
      'IMI 维护与修理 国际二级证书 (IMI L2 Diploma, INT-CHN-LEV2-D)',
      'IMI 维护与修理国际二级证书',
      'IMI L2 Diploma, INT-CHN-LEV2-D',
      'INT-CHN-LEV2-D',
    ],
  ])('overseas, %s, has names and perhaps a reference', (printed, nameZh, nameEn, reference) => {
    expect(readCertificate('OVERSEAS', printed)).toEqual({ nameZh, nameEn, reference, starGrade: null });
  });

  test.each([
    ['HCIA-AI 华为认证 AI 工程师', '华为认证 AI 工程师', 'HCIA-AI', null],
    ['立邦魔术漆涂装师资格认证证书（三星资格）', '立邦魔术漆涂装师资格认证证书（三星资格）', null, '三星'],
    ['某认证证书', '某认证证书', null, null],
  ])('of an enterprise, %s, has a code or a star grade', (printed, nameZh, reference, starGrade) => {
    expect(readCertificate('ENTERPRISE_DUAL', printed)).toEqual({ nameZh, nameEn: null, reference, starGrade });
  });

  test.each([
    ['IMI International L2 Diploma, INT-CHN-LEV2-D', 2],
    ['Level 4 飞机适航认证技师', 4],
    ['KNX Certificate Basic', null],
  ])('%s numbers its own level as %s', (printed, number) => {
    expect(foreignLevelOf(printed)).toBe(number);
  });
});

describe('an occupation and a level', () => {
  test.each([
    ['养老护理员', '高级工 (三级)', '养老护理员', 3, false],
    ['航空附件装配工 (航空附件修理)', '技师（二级）', '航空附件装配工（航空附件修理）', 2, false],
    ['智能楼宇管理员 高级工 (三级)', '', '智能楼宇管理员', 3, true],
    ['家政服务员 (家庭照护员) 高级技师 (一级)', '', '家政服务员（家庭照护员）', 1, true],
  ])('%s and %s are read', (occupation, level, fullName, number, merged) => {
    const read = readOccupationAndLevel(occupation, level);
    expect(read).toMatchObject({ name: { ok: true, value: { fullName } }, level: number, merged });
  });

  test.each([
    ['养老护理员', ''],
    ['养老护理员', '三级'],
    ['养老护理员', '高级工（二级）'],
    ['养老护理员 高手 (三级)', ''],
  ])('%s and %s name no level', (occupation, level) => {
    expect(readOccupationAndLevel(occupation, level).level).toBeNull();
  });
});
