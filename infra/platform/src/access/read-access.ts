import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  getNamedType,
  isObjectType,
  Kind,
  type GraphQLField,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  valueFromASTUntyped,
} from 'graphql';
import type { AccessRule } from './access-rule.js';

/** The rules of one object type or interface. */
export interface TypeAccess {
  /** Of the type; its fields inherit it. */
  readonly rule: AccessRule | undefined;
  /** Of the fields that have their own. */
  readonly fields: ReadonlyMap<string, AccessRule>;
  /** The object types that an interface stands for; none of an object type. */
  readonly implementedBy: readonly string[];
}

/** The rules of a schema, by the name of the type. */
export type AccessRules = ReadonlyMap<string, TypeAccess>;

const DIRECTIVE = 'access';

type FieldedNode =
  ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode;

const FIELDED: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
]);

/** Reads the `@access` directives of any SDL: that of a subgraph, or the composed one. */
export function readAccessRules({ definitions }: DocumentNode): AccessRules {
  const nodes = definitions.filter(isFielded);
  const implementers = implementersIn(nodes);
  const rules = new Map<string, TypeAccess>();
  for (const node of nodes) {
    const name = node.name.value;
    const before = rules.get(name);
    const own = (node.fields ?? []).flatMap((field) => {
      const rule = ruleIn(field.directives);
      return rule ? [[field.name.value, rule] as const] : [];
    });
    rules.set(name, {
      rule: ruleIn(node.directives) ?? before?.rule,
      fields: new Map([...(before?.fields ?? []), ...own]),
      implementedBy: [...(implementers.get(name) ?? [])],
    });
  }
  return rules;
}

function isFielded(node: DefinitionNode): node is FieldedNode {
  return FIELDED.has(node.kind);
}

function implementersIn(nodes: readonly FieldedNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { kind, name, interfaces = [] } of nodes) {
    if (kind !== Kind.OBJECT_TYPE_DEFINITION && kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    // An object type names every interface that it is of, those of its interfaces too.
    for (const { name: of } of interfaces) found.set(of.value, (found.get(of.value) ?? new Set()).add(name.value));
  }
  return found;
}

/** The rule of a field, its own or that of its type; undefined where there is neither. */
export function ruleOfField(rules: AccessRules, type: string, field: string): AccessRule | undefined {
  const access = rules.get(type);
  return access?.fields.get(field) ?? access?.rule;
}

/**
 * All that must hold for reading a field: its rule, and that of the object type it answers, since an answer without a field
 * of that type still tells that there is something. Read through an interface, a field is that of each type that it stands
 * for: what one of them demands is demanded, whether or not the interface has a rule.
 */
export function rulesToRead(
  rules: AccessRules,
  type: string,
  field: Pick<GraphQLField<unknown, unknown>, 'name' | 'type'>,
): readonly (AccessRule | undefined)[] {
  const answered = getNamedType(field.type);
  const own = ownRules(rules, type, field.name);
  return isObjectType(answered) ? [...own, rules.get(answered.name)?.rule] : own;
}

function ownRules(rules: AccessRules, type: string, field: string): readonly (AccessRule | undefined)[] {
  const own = ruleOfField(rules, type, field);
  const { implementedBy = [] } = rules.get(type) ?? {};
  if (implementedBy.length === 0) return [own];
  const theirs = implementedBy.map((name) => ruleOfField(rules, name, field));
  return own ? [own, ...theirs] : theirs;
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
