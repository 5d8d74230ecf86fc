/** 某事变为某状态, or that it was worked on where the state stays or has no term. */
export function movedText(
  what: string,
  { from, to }: { readonly from: unknown; readonly to: unknown },
  terms: Readonly<Record<string, string>>,
): string {
  const term = typeof to === 'string' ? terms[to] : undefined;
  return from === to || term === undefined ? `${what}有新的办理记录` : `${what}状态变为“${term}”`;
}
