import { readFileSync } from 'node:fs';
import { type DocumentNode, Kind, parse } from 'graphql';
import { schemaFolder } from './subgraphs.js';

/** The Chinese label of one enum value of the graph. */
export interface EnumLabel {
  readonly enum: string;
  readonly value: string;
  readonly label: string;
}

/** Every enum value of the graph that clients see, with the label that its description begins with. */
export function enumLabels(): readonly EnumLabel[] {
  return labelsIn(parse(readFileSync(`${schemaFolder}api.graphql`, 'utf8')));
}

/** A description is the Chinese term, a colon, and a sentence; the term is the label. A value without one is its own label. */
export function labelsIn({ definitions }: DocumentNode): readonly EnumLabel[] {
  return definitions.flatMap((definition) =>
    definition.kind !== Kind.ENUM_TYPE_DEFINITION
      ? []
      : (definition.values ?? []).map(({ name, description }) => ({
          enum: definition.name.value,
          value: name.value,
          label: /^([^:]+):/.exec(description?.value ?? '')?.[1] ?? name.value,
        })),
  );
}
