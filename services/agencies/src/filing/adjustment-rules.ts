import { type Day, type Finding, finding, judged, undetermined } from '@shanghai/kernel';
import type { FiledItem } from '../item/filed-item.js';
import { judgeCap } from '../application/cap-rules.js';
import { judgeItemForms } from '../application/item-form-rules.js';
import { judgeScope } from '../application/item-scope-rules.js';
import { judgeItemStandards, standardRules } from '../application/item-standard-rules.js';
import type { ItemsFacts } from '../application/submission-facts.js';
import type { Filing } from './filing.js';
import { filingClauses } from './filing-ground-rules.js';
import { type Adjustment, type AdjustmentRequest, type FilingRecord, recordOf } from './filing-record.js';

/** 申请调整备案职业（工种） (FIL-012). How, no notice prints: the rules of an application for the same items apply (PR). */
export const adjustmentRule = {
  rule: 'FIL-012',
  force: 'MUST',
  code: 'ADJUSTMENT_PENDING',
  clauses: filingClauses.adjustment,
} as const;

/** What an adjustment is judged by: the items in the scope on the day, and what is known of those that are added. */
export interface AdjustmentFacts {
  readonly on: Day;
  readonly held: readonly FiledItem[];
  readonly added: ItemsFacts;
}

/** Whether an adjustment can be asked for (FIL-012): one at a time, something, and of items that are filed. */
export function judgeAdjustmentRequest(
  filing: Filing,
  request: AdjustmentRequest,
  facts: AdjustmentFacts,
): readonly Finding[] {
  const pending = pendingAdjustment(recordOf(filing));
  const asksNothing = request.additions.length + request.removals.length === 0;
  return [
    pending
      ? finding(adjustmentRule, 'FAIL', `${pending.requestedOn}提出的调整申请尚未决定`, { no: pending.no })
      : finding(adjustmentRule, 'PASS', '没有待决定的调整申请'),
    ...(asksNothing ? [failed('ITEM_REQUIRED', '应写明增加或减少的备案项目', [])] : []),
    ...judgeAdjustment(filing, request, facts).map((one) => (one.rule === 'AGY-010' ? remark(one) : one)),
  ];
}

/** What the rules say of the items of an adjustment, when it is asked for and again when it is decided. */
export function judgeAdjustment(
  filing: Filing,
  request: AdjustmentRequest,
  { held, added }: AdjustmentFacts,
): readonly Finding[] {
  return [
    ...request.removals.flatMap((_, at) => judgeRemoval(request, at, held)),
    ...judgeWhatIsLeft(request, held),
    ...(request.additions.length === 0 ? [] : judgeAdditions(filing, request, added)),
  ];
}

/** Whether there is an adjustment of that number to decide. */
export function judgeDecision(filing: Filing, no: number): Finding {
  const isPending = pendingAdjustment(recordOf(filing))?.no === no;
  const missing = { ...adjustmentRule, code: 'ADJUSTMENT_NOT_PENDING' } as const;
  return finding(missing, isPending ? 'PASS' : 'FAIL', isPending ? '调整申请待决定' : '没有待决定的此项调整申请', {
    no,
  });
}

/** The adjustment that waits for its decision; null when none does. */
export function pendingAdjustment({ adjustments }: FilingRecord): Adjustment | null {
  return adjustments.find(({ decision }) => decision === null) ?? null;
}

function judgeRemoval({ removals }: AdjustmentRequest, at: number, held: readonly FiledItem[]): readonly Finding[] {
  const { filedItemId, levels } = removals[at]!;
  const path = ['removals', `${at}`];
  const item = held.find(({ _id }) => _id === filedItemId);
  if (!item) return [failed('OUT_OF_FILING_SCOPE', '该项目不在备案范围内', [...path, 'filedItemId'])];
  const unknown = levels.filter((level) => !item.levels.includes(level));
  if (unknown.length === 0) return [];
  return [failed('OUT_OF_FILING_SCOPE', `等级${unknown.join('、')}不在备案范围内`, [...path, 'levels'])];
}

/** A filing covers something: who gives up everything asks for its end (FIL-008). */
function judgeWhatIsLeft({ additions, removals }: AdjustmentRequest, held: readonly FiledItem[]): readonly Finding[] {
  const isGivenUp = ({ _id, levels }: FiledItem): boolean => {
    const removed = removals.filter(({ filedItemId }) => filedItemId === _id);
    const given = new Set(removed.flatMap((one) => one.levels));
    return (
      removed.some((one) => one.levels.length === 0) || (given.size > 0 && levels.every((level) => given.has(level)))
    );
  };
  if (additions.length > 0 || !held.every(isGivenUp)) return [];
  return [failed('NO_ITEM_LEFT', '调整后没有备案项目；不再开展认定的，应申请终止备案', ['removals'])];
}

function judgeAdditions(filing: Filing, { additions }: AdjustmentRequest, added: ItemsFacts): readonly Finding[] {
  const { type } = filing.facts;
  const forms = judgeItemForms(added);
  if (type === 'SOCIAL_ORGANISATION')
    return [...forms, ...judgeScope(added), ...judgeItemStandards(added), ...judgeCap(added)].map(placed);
  if (type === 'COLLEGE') return [...forms, ...judgeItemStandards(added)].map(placed);
  if (type === 'ENTERPRISE')
    return [...forms.map(placed), ...additions.flatMap((_, at) => judgeEnterpriseStandard({ additions }, at))];
  const missing = {
    code: 'COMPARISON_MAPPING',
    message: '比照认定目录未取得，无法核对所增项目',
    facts: {},
  } as const;
  return [undetermined({ ...adjustmentRule, code: 'NOT_IN_COMPARISON_CATALOGUE' }, missing, {}, ['additions'])];
}

/** 国家职业标准或评价规范 (CAT-007). */
function judgeEnterpriseStandard({ additions }: Pick<AdjustmentRequest, 'additions'>, at: number): readonly Finding[] {
  const { standardKind, standardName, standardVersion } = additions[at]!;
  const failures = [
    ...(standardKind === null
      ? [{ message: '应写明依据国家职业标准或评价规范', path: ['additions', `${at}`, 'standardKind'] }]
      : []),
    ...(standardName?.trim() && standardVersion?.trim()
      ? []
      : [{ message: '应填写标准或规范的名称和版本', path: ['additions', `${at}`, 'standardName'] }]),
  ];
  return judged(enterpriseStandardRule, failures, '有评价依据', { path: ['additions', `${at}`] });
}

const enterpriseStandardRule = {
  ...standardRules[0],
  rule: 'CAT-007',
  code: 'STANDARD_KIND_NOT_ALLOWED',
  clauses: filingClauses.enterpriseStandard,
} as const;

/** The rules of an application speak of its form; an adjustment has its places elsewhere. */
function placed(one: Finding): Finding {
  return one.path[0] === 'items' ? { ...one, path: ['additions', ...one.path.slice(1)] } : one;
}

/** The cap is for the decision: what is asked for meanwhile is told and not refused (AGY-010). */
function remark(one: Finding): Finding {
  return { ...one, force: 'INFO' };
}

function failed(code: Finding['code'], message: string, path: Finding['path']): Finding {
  return finding({ ...adjustmentRule, code }, 'FAIL', message, {}, path);
}
