import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
} from 'graphql';

/** A random operation with its variables. */
export interface RandomQuery {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Gives a number from 0 to below a bound; a tape of them decides a query, so that a failing one can be made smaller. */
type Choose = (below: number) => number;

const DEPTH = 4;
/** Keys that mean something to the language, beside plain ones. */
const ALIASES = ['a', 'b', 'constructor', 'toString', 'valueOf', 'c'];
const CONDITIONS = [
  '@skip(if: $yes)',
  '@skip(if: $no)',
  '@include(if: $yes)',
  '@include(if: $no)',
  '@include(if: true)',
  '@skip(if: true)',
];
/** What arguments are given; one alias always has the same. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'Query.user': ['id: "u2"', 'id: "u9"', 'id: $id'],
  'Query.product': ['id: "p1"', 'id: $product'],
  'Query.review': ['id: "r3"', 'id: "r0"'],
  'Query.topProducts': ['', 'first: 1', 'first: $first', 'first: 9'],
  'User.reviews': ['', 'first: 1', 'first: $first'],
  'Mutation.praise': ['id: "r1"', 'id: "r0", by: $first'],
};

const DECLARED = [
  ['yes', 'Boolean! = true'],
  ['no', 'Boolean!'],
  ['id', 'ID!'],
  ['product', 'ID! = "p2"'],
  ['first', 'Int'],
] as const;

/** Makes an operation of what the tape says. It may be invalid where two fields of one key disagree. */
export function randomQuery(schema: GraphQLSchema, tape: readonly number[]): RandomQuery {
  let at = 0;
  const choose: Choose = (below) => (tape[at++] ?? 0) % below;
  const fragments: string[] = [];
  const isMutation = choose(6) === 5 && schema.getMutationType() != null;
  const root = isMutation ? schema.getMutationType()! : schema.getQueryType()!;
  const body = selectionSet({ schema, choose, fragments }, root, DEPTH);
  const used = `${body}${fragments.join('')}`;
  const declared = DECLARED.filter(([name]) => used.includes(`$${name}`)).map(([name, type]) => `$${name}: ${type}`);
  return {
    query: [
      `${isMutation ? 'mutation' : 'query'} Q${declared.length > 0 ? `(${declared.join(', ')})` : ''} ${body}`,
      ...fragments,
    ].join('\n'),
    variables: {
      no: false,
      id: choose(2) ? 'u1' : 'u3',
      ...(choose(2) && { first: 2 }),
      ...(choose(3) === 0 && { yes: false }),
    },
  };
}

interface Writing {
  readonly schema: GraphQLSchema;
  readonly choose: Choose;
  readonly fragments: string[];
}

function selectionSet(writing: Writing, type: GraphQLCompositeType, depth: number): string {
  const count = 1 + writing.choose(4);
  const parts = Array.from({ length: count }, () => selection(writing, type, depth));
  return `{ ${parts.filter((part) => part !== '').join(' ') || '__typename'} }`;
}

function selection(writing: Writing, type: GraphQLCompositeType, depth: number): string {
  const { choose } = writing;
  const kind = choose(8);
  const condition = choose(6) === 5 ? ` ${CONDITIONS[choose(CONDITIONS.length)]!}` : '';
  if (kind === 6 && depth > 0) {
    const narrowed = conditionOn(writing, type);
    return `... on ${narrowed.name}${condition} ${selectionSet(writing, narrowed, depth - 1)}`;
  }
  if (kind === 7 && depth > 0) return `...${fragment(writing, type, depth)}${condition}`;
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  const field = fields[choose(fields.length + 1)];
  if (!field) return `${aliasOf(choose, '')}__typename${condition}`;
  return fieldSelection(writing, { type, field, condition }, depth);
}

function fieldSelection(
  writing: Writing,
  { type, field, condition }: { type: GraphQLCompositeType; field: GraphQLField<unknown, unknown>; condition: string },
  depth: number,
): string {
  const { choose } = writing;
  const named = getNamedType(field.type);
  if (isCompositeType(named) && depth === 0) return '';
  const given = ARGUMENTS[`${type.name}.${field.name}`];
  const index = given ? choose(given.length) : 0;
  const text = given?.[index] ? `(${given[index]})` : '';
  // Other arguments, other key: else the operation would not be valid.
  const alias = index > 0 ? `${field.name}${index}: ` : aliasOf(choose, field.name);
  const below = isCompositeType(named) ? ` ${selectionSet(writing, named, depth - 1)}` : '';
  return `${alias}${field.name}${text}${condition}${below}`;
}

function aliasOf(choose: Choose, name: string): string {
  if (choose(5) !== 4) return '';
  const alias = ALIASES[choose(ALIASES.length)]!;
  return `${alias}${name}`.length > 12 ? '' : `${alias}${choose(2) ? name : ''}: `;
}

/** A type that something of this type can be of. */
function conditionOn({ schema, choose }: Writing, type: GraphQLCompositeType): GraphQLCompositeType {
  const wider = Object.values(schema.getTypeMap()).filter(
    (other) => isAbstractType(other) && 'getFields' in type && schema.isSubType(other, type),
  ) as GraphQLCompositeType[];
  const narrower = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  const all = [type, ...wider, ...narrower];
  return all[choose(all.length)]!;
}

function fragment(writing: Writing, type: GraphQLCompositeType, depth: number): string {
  const narrowed = conditionOn(writing, type);
  const body = selectionSet(writing, narrowed, depth - 1);
  const name = `F${writing.fragments.length}`;
  writing.fragments.push(`fragment ${name} on ${narrowed.name} ${body}`);
  return name;
}
