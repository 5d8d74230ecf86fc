import { contributedFields } from './entities.js';
import { type Subgraphs, namedType } from './sdl.js';

/**
 * Fields that a subgraph adds to an entity of another without an argument `asOf: Day`. The day that a query asked the
 * entity for does not travel with the reference, so such a field would answer for another day than what stands around it.
 */
export function fieldsWithoutDay(subgraphs: Subgraphs): readonly string[] {
  return contributedFields(subgraphs)
    .filter(({ field }) => {
      const asOf = field.arguments?.find(({ name }) => name.value === 'asOf');
      return asOf === undefined || namedType(asOf.type) !== 'Day';
    })
    .map(({ entity, field }) => `${entity}.${field.name.value}`);
}
