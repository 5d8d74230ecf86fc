import { day } from '@shanghai/kernel';
import {
  type CaseActOutcome,
  type Deciding,
  type OnCase,
  acceptRectification,
  addCaseMaterial,
  applyMeasures,
  closeCase,
  decideCase,
  decideOutcome,
  dismissCase,
  investigateCase,
  proposeToCity,
  transferAndDecide,
} from '@shanghai/supervision';
import type { SupervisedPlace, SupervisionRole } from './supervision-acting.js';

type Acting = Parameters<typeof decideCase>[0];

/** One act on an invented case, on a day, by a role. It is judged as every act is. */
export interface CaseStep {
  readonly on: string;
  readonly by: SupervisionRole;
  readonly act: (acting: Acting, on: OnCase, place: SupervisedPlace) => Promise<CaseActOutcome>;
}

const evidence = [{ kind: 'EVIDENCE', name: '示例现场笔录', reference: '示例/案件/1', sha256: null }] as const;
const none = {
  ...{ outcome: null, noSuspensionReason: null, suspendedTo: null, documentNo: null, filingId: null },
  ...{ coAuthorities: [], restrictions: [] },
};

/** 立案调查. */
export function investigate(on: string, by: SupervisionRole = 'DISTRICT_BUREAU'): CaseStep {
  return step(on, by, async (acting, which) => investigateCase(acting, which, evidence));
}

/** 不予认定. */
export function dismiss(on: string): CaseStep {
  return step(on, 'DISTRICT_BUREAU', async (acting, which) => dismissCase(acting, which, '示例：经查举报不属实'));
}

/** 责令改正 of a general violation, by a last day; what a district may order of any agency with a site in it. */
export function order(on: string, dueOn: string): CaseStep {
  return decided(on, () => ({
    ...none,
    ...{ tier: 'GENERAL', measures: ['TALK_REMINDER', 'ORDER_CORRECTION'], reason: '示例：考评记录不完整' },
    rectificationDueOn: day(dueOn),
  }));
}

/** 暂停评价 until a day, of the filing that the district has made. */
export function suspend(on: string, suspendedTo: string): CaseStep {
  return decided(on, ({ filingId }) => ({
    ...none,
    ...{ tier: 'SERIOUS', measures: ['WARNING', 'SUSPEND_EVALUATION'], reason: '示例：考场组织严重失实' },
    ...{ filingId, rectificationDueOn: null, suspendedTo: day(suspendedTo) },
  }));
}

/** 报市级决定. */
export function propose(on: string): CaseStep {
  const proposed = { tier: 'SERIOUS', measures: ['WARNING', 'TIME_LIMITED_RECTIFICATION'], opinion: '示例：情节严重' };
  return step(on, 'DISTRICT_BUREAU', async (acting, which) =>
    proposeToCity(acting, which, proposed as Parameters<typeof proposeToCity>[2]),
  );
}

/** 认定与处理 of a person by its agency, or of a group body, in words. */
export function outcome(on: string, by: SupervisionRole): CaseStep {
  const said = { outcome: '示例：取消本次评价成绩', reason: '示例：经查属实', documentNo: null, coAuthorities: [] };
  return step(on, by, async (acting, which) => decideOutcome(acting, which, { ...said, restrictions: [] }));
}

/** 移送. */
export function transfer(on: string): CaseStep {
  const to = { toAuthority: '示例市场监管部门', reference: `示例移送${on}`, reason: '示例：未经备案开展评价' };
  return step(on, 'DISTRICT_BUREAU', async (acting, which) => transferAndDecide(acting, which, to));
}

/** 整改验收. */
export function acceptCase(on: string): CaseStep {
  return step(on, 'DISTRICT_BUREAU', async (acting, which) => acceptRectification(acting, which, '示例：已整改到位'));
}

/** 归档, so that all three kinds are there. */
export function archive(on: string): CaseStep {
  const materials = (['PROCESS', 'DECISION'] as const).map((kind) => ({
    ...{ kind, name: '示例归档材料', reference: `示例/案件/${kind}`, sha256: null },
  }));
  return step(on, 'DISTRICT_BUREAU', async (acting, which) => addCaseMaterial(acting, which, materials));
}

/** 结案. */
export function closeIt(on: string): CaseStep {
  return step(on, 'DISTRICT_BUREAU', closeCase);
}

function decided(on: string, decision: (place: SupervisedPlace) => unknown): CaseStep {
  return step(on, 'DISTRICT_BUREAU', async (acting, which, place) =>
    decideCase(acting, which, decision(place) as Deciding),
  );
}

/** What is decided is applied at once where nothing else has to do it. */
function step(on: string, by: SupervisionRole, act: CaseStep['act']): CaseStep {
  return {
    on,
    by,
    async act(acting, which, place) {
      const done = await act(acting, which, place);
      if ('violationCase' in done && done.violationCase.status === 'DECIDED') {
        const source = `case/${which.id}/${done.violationCase.version}`;
        await applyMeasures(acting, { caseId: which.id, source });
      }
      return done;
    },
  };
}
