/** 处理状态, as the contract names them. */
export const caseStatusTerms: Readonly<Record<string, string>> = {
  REGISTERED: '已登记',
  INVESTIGATING: '调查中',
  REFERRED_TO_CITY: '已报市级',
  DECIDED: '已决定',
  RECTIFYING: '整改中',
  EXECUTED: '已执行',
  CLOSED: '已结案',
  DISMISSED: '不予认定',
};

/** 检查状态, as the contract names them. */
export const inspectionStatusTerms: Readonly<Record<string, string>> = {
  PLANNED: '已计划',
  DRAWN: '已抽取',
  IN_PROGRESS: '实施中',
  REPORTED: '已形成结果',
  RECTIFICATION: '整改中',
  CASE_OPENED: '已建议立案',
  CLOSED: '已办结',
  CANCELLED: '已取消',
};

/** 某事变为某状态, or that it was worked on where the state stays or has no term. */
export function movedText(
  what: string,
  { from, to }: { readonly from: unknown; readonly to: unknown },
  terms: Readonly<Record<string, string>>,
): string {
  const term = typeof to === 'string' ? terms[to] : undefined;
  return from === to || term === undefined ? `${what}有新的办理记录` : `${what}状态变为“${term}”`;
}
