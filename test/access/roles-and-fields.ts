import { type AccessRules, type Caller, isPublic, mayRead, publicCaller, ruleOfField } from '@shanghai/platform';
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';

/** Names that sound of a natural person. No list is complete: this one holds those that a leak would most likely bring. */
const PERSONAL =
  /^(.*(idNumber|idCard|residentId|phone|mobile|email|birth|passport|residence|homeAddress|personName|holderName|applicantName|bankAccount|photo|gender).*|holder|contact|contactPerson|legalRepresentative)$/i;

/** Names that sound so and are of a body: an applicant is one, and its office tells the public how it is reached. */
const OF_A_BODY = /^(applicantName|servicePhone|supervisionPhone|serviceMailbox)$/;

function isPersonal(field: string): boolean {
  return PERSONAL.test(field) && !OF_A_BODY.test(field);
}

function objectTypesOf({ definitions }: DocumentNode): readonly ObjectTypeDefinitionNode[] {
  return definitions.flatMap((one) => (one.kind === Kind.OBJECT_TYPE_DEFINITION ? [one] : []));
}

/** What the SDL of a subgraph leaves open: root fields and object types without `@access`, personal fields without `@personal`. */
export function openEnds(document: DocumentNode): readonly string[] {
  return objectTypesOf(document).flatMap(({ name, directives = [], fields = [] }) => {
    const isRoot = ['Query', 'Mutation', 'Subscription'].includes(name.value);
    const has = (given: typeof directives, directive: string) => given.some((one) => one.name.value === directive);
    const own = isRoot || has(directives, 'access') ? [] : [`${name.value} has no @access`];
    return [
      ...own,
      ...fields.flatMap((field) => {
        const place = `${name.value}.${field.name.value}`;
        const given = field.directives ?? [];
        return [
          ...(isRoot && !has(given, 'access') ? [`${place} has no @access`] : []),
          ...(isPersonal(field.name.value) && !has(given, 'personal') ? [`${place} has no @personal`] : []),
        ];
      }),
    ];
  });
}

/** Fields that a role may read while what they require of other subgraphs is closed to it: the gateway would be refused. */
export function closedRequirements(
  document: DocumentNode,
  rules: AccessRules,
  roles: readonly string[],
): readonly string[] {
  return objectTypesOf(document).flatMap(({ name, fields = [] }) =>
    fields.flatMap((field) => {
      const requires = field.directives?.find((one) => one.name.value === 'requires')?.arguments?.[0]?.value;
      if (requires?.kind !== Kind.STRING) return [];
      const first = requires.value.match(/\w+/g) ?? [];
      return roles
        .filter((role) => mayRead(inRole(role), ruleOfField(rules, name.value, field.name.value)))
        .filter((role) => !first.every((one) => everyRuleOf(rules, one).every((rule) => mayRead(inRole(role), rule))))
        .map((role) => `${name.value}.${field.name.value} requires what ${role} may not read`);
    }),
  );
}

/** The rules of all fields of that name that have one of their own. */
function everyRuleOf(rules: AccessRules, field: string) {
  return [...rules.values()].flatMap(({ fields }) => fields.get(field) ?? []);
}

/** Who reads what: for each type or field that not everyone may read, a row of roles. */
export function matrixOf(
  rules: AccessRules,
  roles: readonly string[],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const entries = [...rules].flatMap(([type, { rule, fields }]) => [
    ...(rule ? [[type, rule] as const] : []),
    ...[...fields].map(([field, own]) => [`${type}.${field}`, own] as const),
  ]);
  const closed = entries.filter(([, rule]) => !isPublic(rule)).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    closed.map(([place, rule]) => [
      place,
      Object.fromEntries(
        roles.map((role) => [role, mayRead(inRole(role), rule) ? rule.scopes.join('+') || 'all' : '-']),
      ),
    ]),
  );
}

export function inRole(role: string): Caller {
  return { ...publicCaller, role };
}
