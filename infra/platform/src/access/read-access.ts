import {
  type ConstDirectiveNode,
  type DocumentNode,
  getNamedType,
  isObjectType,
  Kind,
  type GraphQLField,
  valueFromASTUntyped,
} from 'graphql';
import type { AccessRule } from './access-rule.js';

/** The rules of one object type. */
export interface TypeAccess {
  /** Of the type; its fields inherit it. */
  readonly rule: AccessRule | undefined;
  /** Of the fields that have their own. */
  readonly fields: ReadonlyMap<string, AccessRule>;
}

/** The rules of a schema, by the name of the object type. */
export type AccessRules = ReadonlyMap<string, TypeAccess>;

const DIRECTIVE = 'access';

/** Reads the `@access` directives of any SDL: that of a subgraph, or the composed one. */
export function readAccessRules({ definitions }: DocumentNode): AccessRules {
  const rules = new Map<string, TypeAccess>();
  for (const node of definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const before = rules.get(node.name.value);
    const own = (node.fields ?? []).flatMap((field) => {
      const rule = ruleIn(field.directives);
      return rule ? [[field.name.value, rule] as const] : [];
    });
    rules.set(node.name.value, {
      rule: ruleIn(node.directives) ?? before?.rule,
      fields: new Map([...(before?.fields ?? []), ...own]),
    });
  }
  return rules;
}

/** The rule of a field, its own or that of its type; undefined where there is neither. */
export function ruleOfField(rules: AccessRules, type: string, field: string): AccessRule | undefined {
  const access = rules.get(type);
  return access?.fields.get(field) ?? access?.rule;
}

/**
 * All that must hold for reading a field: its rule, and that of the object type it answers, since an answer without a field
 * of that type still tells that there is something.
 */
export function rulesToRead(
  rules: AccessRules,
  type: string,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type'>,
): readonly (AccessRule | undefined)[] {
  const answered = getNamedType(field.type);
  const own = ruleOfField(rules, type, field.name);
  return isObjectType(answered) ? [own, rules.get(answered.name)?.rule] : [own];
}

function ruleIn(directives: readonly ConstDirectiveNode[] | undefined): AccessRule | undefined {
  const found = directives?.find(({ name }) => name.value === DIRECTIVE);
  return found && { roles: textsOf(found, 'roles'), scopes: textsOf(found, 'scope') };
}

function textsOf({ arguments: given = [] }: ConstDirectiveNode, name: string): readonly string[] {
  const node = given.find((argument) => argument.name.value === name);
  // A single value stands for a list of one.
  return node
    ? [valueFromASTUntyped(node.value) as string | string[] | null].flat().filter((text) => text !== null)
    : [];
}
