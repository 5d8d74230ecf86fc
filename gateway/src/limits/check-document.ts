import type { DocumentNode } from 'graphql';
import { shapeOf } from './document-shape.js';
import type { DocumentLimits } from './document-limits.js';
import type { ComplexityReason, TooComplex } from './too-complex.js';

/**
 * What of a document is too much to be validated and planned, if anything. Needs no schema: it stands before validation, some
 * of whose rules take the square of what they are given.
 */
export function checkDocument(document: DocumentNode, limits: DocumentLimits): TooComplex | undefined {
  const shape = shapeOf(document);
  const amounts: readonly (readonly [Exclude<ComplexityReason, 'COST'>, number])[] = [
    ['OPERATIONS', shape.operations],
    ['FRAGMENTS', shape.fragments],
    ['RECURSION', shape.isRecursive ? 1 : 0],
    ['VARIABLES', shape.variables],
    ['DEPTH', shape.depth],
    ['ROOT_FIELDS', shape.fields],
    ['ALIASES', shape.aliases],
    ['FIELD_ALIASES', shape.fieldAliases],
    ['DIRECTIVES', shape.directives],
    ['SELECTIONS', shape.selections],
  ];
  const found = amounts.find(([reason, value]) => value > limits[reason]);
  return found && { reason: found[0], value: found[1], maximum: limits[found[0]] };
}
