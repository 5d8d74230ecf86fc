import {
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type Data, isData, own, put } from '../plan/data.js';
import { type Hiding, isHiddenType, isHiddenValue } from './hidden.js';
import { leafCheck } from './leaf.js';
import { type Reading as Selecting, selectedFields } from './selected-fields.js';

/** A null that a type forbids, and why it is there. */
export interface MissingValue {
  readonly message: string;
  /** Filled from the inside out. */
  readonly path: (string | number)[];
}

/** Brings a value into the form that was asked for; null where it is not there, and what is missing is noted. */
export type Shape = (value: unknown, missing: MissingValue[]) => unknown;

/** What a null becomes where the type forbids it: the object around it is null instead. */
const FORBIDDEN = Symbol('forbidden null');

type Reading = Selecting & Hiding;

/** Compiles the selections of a root type: what the answer's `data` is made of. */
export function compileShape(
  reading: Reading,
  root: GraphQLCompositeType,
  selections: readonly FieldNode['selectionSet'][],
): Shape {
  const shape = compileObject(reading, root, selections);
  return (value, missing) => {
    const shaped = shape(value, missing);
    return shaped === FORBIDDEN ? null : shaped;
  };
}

function compileType(reading: Reading, type: GraphQLOutputType, nodes: readonly FieldNode[], where: string): Shape {
  if (isNonNullType(type)) return nonNull(compileType(reading, type.ofType, nodes, where), where);
  if (isListType(type)) return listOf(compileType(reading, type.ofType, nodes, `an element of ${where}`), where);
  const named = getNamedType(type);
  if (isLeafType(named)) return leafOf(reading, named, where);
  return nullable(
    compileObject(
      reading,
      named as GraphQLCompositeType,
      nodes.map(({ selectionSet }) => selectionSet),
    ),
  );
}

function nonNull(shape: Shape, where: string): Shape {
  return (value, missing) => {
    const before = missing.length;
    const shaped = shape(value, missing);
    if (shaped !== null) return shaped;
    if (missing.length === before) missing.push({ message: `Cannot return null for non-nullable ${where}.`, path: [] });
    return FORBIDDEN;
  };
}

function nullable(shape: Shape): Shape {
  return (value, missing) => {
    const shaped = shape(value, missing);
    return shaped === FORBIDDEN ? null : shaped;
  };
}

function leafOf(hiding: Hiding, type: GraphQLLeafType, where: string): Shape {
  const isValid = leafCheck(type);
  return (value, missing) => {
    if (value === null || value === undefined) return null;
    if (isValid(value)) return value;
    return isHiddenValue(hiding, type, value) ? null : noted(missing, `Invalid value found for ${where}.`);
  };
}

function listOf(shape: Shape, where: string): Shape {
  return (value, missing) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return noted(missing, `Invalid value found for ${where}.`);
    let isForbidden = false;
    const shaped: unknown[] = new Array(value.length);
    for (let at = 0; at < value.length; at++) {
      const before = missing.length;
      const one = shape(value[at], missing);
      locate(missing, before, at);
      if (one === FORBIDDEN) isForbidden = true;
      shaped[at] = one;
    }
    return isForbidden ? null : shaped;
  };
}

/** An object of whatever type it says it is; the fields of each type are compiled when one of it comes. */
function compileObject(
  reading: Reading,
  declared: GraphQLCompositeType,
  selections: readonly FieldNode['selectionSet'][],
): Shape {
  const sets = selections.flatMap((one) => one ?? []);
  const byType = new Map<string, readonly ShapedField[] | undefined>();
  const fieldsOf = (name: string): readonly ShapedField[] | undefined => {
    if (byType.has(name)) return byType.get(name);
    const type = reading.schema.getType(name);
    const fields = isCompositeType(type) ? compileFields(reading, type, sets) : undefined;
    byType.set(name, fields);
    return fields;
  };
  return (value, missing) => {
    if (value === null || value === undefined) return null;
    if (!isData(value)) return noted(missing, `Invalid value found for an object of type ${declared.name}.`);
    const typename = own(value, '__typename');
    const name = typeof typename === 'string' ? typename : declared.name;
    const fields = fieldsOf(name);
    if (fields) return shapeFields(fields, value, missing);
    if (isHiddenType(reading, name)) return null;
    return noted(missing, `Invalid __typename found for an object of type ${declared.name}.`);
  };
}

interface ShapedField {
  readonly key: string;
  /** Keys that every object has by birth are looked for among its own. */
  readonly isInherited: boolean;
  /** Of `__typename`: the name of the type, whatever the value; null of an abstract one, where the value has to say it. */
  readonly typename: string | null | undefined;
  readonly shape: Shape;
}

function compileFields(
  reading: Reading,
  type: GraphQLCompositeType,
  sets: Parameters<typeof selectedFields>[2],
): readonly ShapedField[] {
  return [...selectedFields(reading, type, sets)].flatMap(([key, nodes]) => {
    const name = nodes[0]!.name.value;
    const isInherited = key in Object.prototype;
    if (name === '__typename') {
      return { key, isInherited, typename: isObjectType(type) ? type.name : null, shape: typeSaid(reading) };
    }
    if (name.startsWith('__')) return { key, isInherited, typename: undefined, shape: asItIs };
    const field = 'getFields' in type ? type.getFields()[name] : undefined;
    if (!field) return [];
    const where = `field ${type.name}.${name}`;
    return { key, isInherited, typename: undefined, shape: compileType(reading, field.type, nodes, where) };
  });
}

function shapeFields(fields: readonly ShapedField[], value: Data, missing: MissingValue[]): unknown {
  const shaped: Data = {};
  for (const { key, isInherited, typename, shape } of fields) {
    if (typename !== undefined) {
      const said = typename ?? shape(own(value, key), missing);
      if (said === null) {
        missing.push({ message: 'Cannot tell the type of an object.', path: [key] });
        return FORBIDDEN;
      }
      put(shaped, key, said);
      continue;
    }
    const before = missing.length;
    const one = shape(isInherited ? own(value, key) : value[key], missing);
    locate(missing, before, key);
    if (one === FORBIDDEN) return FORBIDDEN;
    if (isInherited) put(shaped, key, one);
    else shaped[key] = one;
  }
  return shaped;
}

/** What was noted inside a field or an element lies inside it. */
function locate(missing: MissingValue[], from: number, step: string | number): void {
  for (let at = from; at < missing.length; at++) missing[at]!.path.unshift(step);
}

function noted(missing: MissingValue[], message: string): null {
  missing.push({ message, path: [] });
  return null;
}

/** What a subgraph says under an alias of `__typename`, where it knows the one type and so was not asked for more. */
function typeSaid({ schema }: Reading): Shape {
  return (value) => (typeof value === 'string' && isObjectType(schema.getType(value)) ? value : null);
}

/** What the schema tells of itself has been brought into form already. */
const asItIs: Shape = (value) => value ?? null;
