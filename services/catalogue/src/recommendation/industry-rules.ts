import { type Failure, type Finding, clause, dayAt, judged, judgeOn } from '@shanghai/kernel';
import { since76 } from '../since-76.js';
import type { JudgedForm } from './recommendation.js';
import type { SubmissionFacts } from './submission-facts.js';

/** 产业标签 of the form: the nine of 3+6 and the two of livelihood; whatever else there is is written out (REC-013). */
export const industryTags = {
  '3': ['集成电路', '生物医药', '人工智能'],
  '6': ['电子信息', '生命健康', '汽车', '高端装备', '先进材料', '时尚消费品'],
  livelihood: ['养老护理', '家政服务'],
} as const;

/** 产业类别: which tags there are (REC-013), and that recommendations lean to some trades (REC-004, advice to the experts, PR). */
export const industryRules = {
  tags: since76('REC-013', 'UNKNOWN_INDUSTRY_TAG', [
    clause(
      '沪人社职〔2025〕76号',
      '附件1 填表说明5',
      '“3+6”产业：集成电路、生物医药、人工智能，电子信息、生命健康、汽车、高端装备、先进材料、时尚消费品；两大民生产业：养老护理、家政服务；其他产业：按实填写',
    ),
  ]),
  direction: since76(
    'REC-004',
    'INDUSTRY_TAG_MISSING',
    [
      clause(
        '沪人社职〔2025〕76号',
        '一（一）2',
        '向“3+6”重点产业、急需紧缺行业、民生保障领域以及新经济、新业态领域倾斜',
      ),
    ],
    'INFO',
  ),
} as const;

const known: readonly string[] = Object.values(industryTags).flat();

/** Whether the tags are those of the form, and whether there is one at all or another trade in words. */
export function judgeIndustries({ form, at }: SubmissionFacts): readonly Finding[] {
  const on = dayAt(at);
  const { tags, direction } = industryRules;
  return [
    ...judgeOn([tags], on, () => judged(tags, tagFailures(form), '产业标签有效', { path: ['industries'] })),
    ...judgeOn([direction], on, () => judged(direction, directionFailures(form), '已填产业类别')),
  ];
}

function tagFailures({ industries }: JudgedForm): readonly Failure[] {
  return industries.flatMap((tag, at): readonly Failure[] => {
    const path = ['industries', `${at}`];
    if (!known.includes(tag)) return [{ message: '不是推荐表所列产业标签，其他产业应按实填写', path, facts: { tag } }];
    return industries.indexOf(tag) < at ? [{ message: '产业标签重复', path, code: 'DUPLICATE_INDUSTRY_TAG' }] : [];
  });
}

function directionFailures({ industries, otherIndustry }: JudgedForm): readonly Failure[] {
  const hasAny = industries.length > 0 || (otherIndustry ?? '').trim() !== '';
  return hasAny ? [] : [{ message: '未填产业类别，是否属于重点领域由专家论证', path: ['industries'] }];
}
