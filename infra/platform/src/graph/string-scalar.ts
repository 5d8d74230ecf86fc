import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { badUserInput, type ErrorDetails } from './errors.js';

/** Why a text is not a value; a reader that finds several faults gives them all, and the first is told. */
export type Unreadable =
  | { readonly ok: false; readonly message: string }
  | {
      readonly ok: false;
      readonly faults: readonly [{ readonly message: string; readonly reason?: string }, ...unknown[]];
    };

export interface StringScalar<T> {
  readonly name: string;
  /** Reads the text that a caller gave. */
  readonly parse: (text: string) => { readonly ok: true; readonly value: T } | Unreadable;
  /** Writes a stored value; by default it is a string already. */
  readonly print?: (value: T) => string;
}

const VALUE_SHOWN = 100;

/** The value as an error shows it: cut, so that an answer never grows with what was sent. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return [...text].slice(0, VALUE_SHOWN).join('');
}

/** A scalar that is a string in the graph and is read strictly: what it refuses is BAD_USER_INPUT with scalar and value. */
export function stringScalar<T>({ name, parse, print }: StringScalar<T>): GraphQLScalarType<T, string> {
  function read(given: unknown): T {
    if (typeof given !== 'string') throw badUserInput(`${name} is written as a string`, refusal(name, given));
    const reading = parse(given);
    if (reading.ok) return reading.value;
    const fault: { message: string; reason?: string } = 'faults' in reading ? reading.faults[0] : reading;
    throw badUserInput(fault.message, {
      ...refusal(name, given),
      ...(fault.reason !== undefined && { reason: fault.reason }),
    });
  }

  return new GraphQLScalarType<T, string>({
    name,
    serialize: (value) => {
      const text = print ? print(value as T) : value;
      if (typeof text !== 'string') throw new TypeError(`a ${name} that is not a string was about to be answered`);
      return text;
    },
    parseValue: read,
    parseLiteral: (node) => readLiteral(node, read),
  });
}

/** Reads a literal with the reader of variables, and says where in the document it stands when that refuses it. */
export function readLiteral<T>(node: ValueNode, read: (given: unknown) => T): T {
  const given = 'value' in node ? (node.kind === Kind.INT ? Number(node.value) : node.value) : undefined;
  const text = node.kind === Kind.ENUM || node.kind === Kind.FLOAT ? { [node.kind]: node.value } : given;
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { nodes: node, originalError: error, extensions: error.extensions });
  }
}

function refusal(scalar: string, value: unknown): ErrorDetails {
  return { scalar, value: shown(value) };
}
