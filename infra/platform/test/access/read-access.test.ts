import { describe, expect, test } from '@jest/globals';
import { buildSchema, isInterfaceType, isObjectType, parse } from 'graphql';
import { mayRead } from '../../dist/access/access-rule.js';
import { publicCaller } from '../../dist/access/caller.js';
import { readAccessRules, rulesToRead } from '../../dist/access/read-access.js';
import { inRole } from './vault-subgraph.js';

const head = 'directive @access(roles: [String!]!, scope: [String!]) on OBJECT | INTERFACE | FIELD_DEFINITION';

/** Whether a role may read a field of a schema. */
function reads(sdl: string, role: string, type: string, field: string): boolean {
  const schema = buildSchema(`${head}\n${sdl}`, { assumeValid: true });
  const of = schema.getType(type);
  if (!isObjectType(of) && !isInterfaceType(of)) throw new Error(`${type} has no fields`);
  const caller = role === 'PUBLIC' ? publicCaller : inRole(role);
  return rulesToRead(readAccessRules(parse(sdl)), type, of.getFields()[field]!).every((rule) => mayRead(caller, rule));
}

const open = '@access(roles: ["PUBLIC"])';
const kept = '@access(roles: ["KEEPER"])';

describe('a field that is read through an interface', () => {
  const things = (box: string, own = ''): string =>
    `interface Thing ${own} { id: ID! name: String }
     type Shelf implements Thing ${open} { id: ID! name: String }
     type Box implements Thing ${open} { id: ID! name: String ${box} }`;

  test.each([
    ['PUBLIC', '', '', 'id', true],
    ['PUBLIC', '', '', 'name', true],
    ['PUBLIC', kept, '', 'name', false],
    ['PUBLIC', kept, '', 'id', true],
    ['KEEPER', kept, '', 'name', true],
    ['PUBLIC', '', kept, 'name', false],
    ['KEEPER', '', kept, 'name', true],
  ])('as %s, where a type demands %p and the interface %p: %s is read %p', (role, box, own, field, expected) => {
    expect(reads(things(box, own), role, 'Thing', field)).toBe(expected);
  });

  test('is read by nobody where a type of it has no rule', () => {
    const sdl = `interface Thing { id: ID! } type Shelf implements Thing ${open} { id: ID! } type Box implements Thing { id: ID! }`;
    expect(reads(sdl, 'PUBLIC', 'Thing', 'id')).toBe(false);
    expect(reads(sdl, 'PUBLIC', 'Shelf', 'id')).toBe(true);
  });

  test('is read by the rule of the interface where no type of it is known, as in a subgraph of an interface object', () => {
    expect(reads(`interface Thing ${kept} { id: ID! }`, 'KEEPER', 'Thing', 'id')).toBe(true);
    expect(reads(`interface Thing ${kept} { id: ID! }`, 'PUBLIC', 'Thing', 'id')).toBe(false);
    expect(reads(`interface Thing { id: ID! }`, 'KEEPER', 'Thing', 'id')).toBe(false);
  });
});
