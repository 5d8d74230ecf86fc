import { type Caller, publicCaller } from './caller.js';

/** Who may read something, as `@access` says it. */
export interface AccessRule {
  readonly roles: readonly string[];
  /** The scopes of a caller that narrow the rows: whoever has one of them is given its rows alone. */
  readonly scopes: readonly string[];
}

/** Whether the rule lets everyone read, with or without a token. */
export function isPublic({ roles }: AccessRule): boolean {
  return roles.includes(publicCaller.role);
}

/** Whether the caller may read what the rule is about. What has no rule is read by nobody. */
export function mayRead(caller: Caller, rule: AccessRule | undefined): boolean {
  return rule !== undefined && (isPublic(rule) || rule.roles.includes(caller.role));
}
