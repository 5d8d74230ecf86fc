import { day } from '@shanghai/kernel';
import {
  type InspectionOutcome,
  type OnInspection,
  acceptInspectionRectification,
  assignInspectionTeam,
  cancelInspection,
  closeInspection,
  finishInspection,
  orderInspectionRectification,
  publishInspectionResult,
  recordInspectionFinding,
  startInspection,
  suggestInspectionCase,
} from '@shanghai/supervision';

type Acting = Parameters<typeof startInspection>[0];

/** One act on an invented inspection, on a day. It is judged as every act is. */
export interface InspectionStep {
  readonly on: string;
  readonly act: (acting: Acting, on: OnInspection) => Promise<InspectionOutcome>;
}

const evidence = [{ name: '示例现场照片', reference: '示例/督导/1', sha256: null }];

/** 确定检查人员 and 开展检查. */
export function start(on: string): readonly InspectionStep[] {
  const team = [
    { inspectorNo: '示例督导-1', department: 'HR_DEPARTMENT', isLead: true, relatedTo: [] },
    { inspectorNo: '示例督导-2', department: 'HR_DEPARTMENT', isLead: false, relatedTo: [] },
  ] as const;
  return [
    { on, act: async (acting, which) => assignInspectionTeam(acting, which, team) },
    { on, act: startInspection },
  ];
}

/** 记录检查情况: of the one topic that is planned. */
export function find(on: string, isBreach: boolean): InspectionStep {
  const text = isBreach ? '示例：考评人员未按要求回避' : '示例：评价组织实施公平公正';
  const found = { topic: { kind: 'FAIRNESS', text: null }, text, isBreach, evidence } as const;
  return { on, act: async (acting, which) => recordInspectionFinding(acting, which, found) };
}

/** 形成检查结果, after the finding that it rests on. */
export function report(on: string, isBreach: boolean): readonly InspectionStep[] {
  const told = isBreach
    ? ({ result: 'BREACH_FOUND', summary: '示例：发现问题' } as const)
    : ({ result: 'NO_PROBLEM', summary: '示例：符合要求' } as const);
  return [find(on, isBreach), { on, act: async (acting, which) => finishInspection(acting, which, told) }];
}

/** 责令整改, by a last day. */
export function rectify(on: string, dueOn: string): InspectionStep {
  const ordered = { tier: 'MINOR', text: '示例：补正考评人员回避记录', dueOn: day(dueOn) } as const;
  return { on, act: async (acting, which) => orderInspectionRectification(acting, which, ordered) };
}

/** 整改验收. */
export function accept(on: string): InspectionStep {
  return { on, act: async (acting, which) => acceptInspectionRectification(acting, which, evidence) };
}

/** 建议立案. */
export function suggest(on: string): InspectionStep {
  return { on, act: async (acting, which) => suggestInspectionCase(acting, which, '示例：涉嫌一般违纪违规') };
}

/** 办结. */
export function close(on: string): InspectionStep {
  return { on, act: closeInspection };
}

/** 公布结果. */
export function publish(on: string): InspectionStep {
  return { on, act: publishInspectionResult };
}

/** 取消. */
export function cancel(on: string): InspectionStep {
  return { on, act: async (acting, which) => cancelInspection(acting, which, '示例：与其他检查合并') };
}
